Feature: What Insights knows of agents
  Reports name agents, teams and departments by what the attributes of the
  workers say. The API takes any object for attributes; what is made of it shows
  days later, in somebody else's report.

  Background:
    Given the contact centre "one queue, two agents"

  @TD-23 @needs:insights
  Rule: documented worker attributes enrich the agents data set, others are ignored
    Skills and other attributes of one's own live beside them, in the same
    object. A misspelt key is such an attribute: nobody complains, the column
    stays empty.

    @documented
    Scenario Outline: <key> is known
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | <key> | <value> |
      When "Ada" steps away
      Then Insights knows of "Ada":
        | <key> | <value> |
      And Insights reports nothing

      Examples:
        | key               | value                  |
        | agent_id          | Custom Agent ID 123    |
        | agent_attribute_1 | Attribute 1            |
        | agent_attribute_2 | Attribute 2            |
        | agent_attribute_3 | Attribute 3            |
        | agent_label_1     | Label 1                |
        | agent_label_2     | Label 2                |
        | agent_label_3     | Label 3                |
        | full_name         | Mary Smith           |
        | department_id     | "1"                    |
        | email             | ada@company.example    |
        | location          | London                 |
        | manager           | Adam Shepherd           |
        | phone             | "+15555555555"         |
        | role              | Agent - Level 2        |
        | state             | Active                 |
        | team_id           | "2"                    |

    @documented
    Example: names that stand beside their ids are known
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | department_id                | "1"                      |
        | department_name              | Sales                    |
        | department_name_in_hierarchy | London ▸ Sales           |
        | team_id                      | "2"                      |
        | team_name                    | Sales 2                  |
        | team_name_in_hierarchy       | London ▸ Sales ▸ Sales 2 |
      When "Ada" steps away
      Then Insights knows of "Ada":
        | department_id                | "1"                      |
        | department_name              | Sales                    |
        | department_name_in_hierarchy | London ▸ Sales           |
        | team_id                      | "2"                      |
        | team_name                    | Sales 2                  |
        | team_name_in_hierarchy       | London ▸ Sales ▸ Sales 2 |

    @documented
    Scenario Outline: <key> is ignored, and the API keeps it
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | <key>    | <value> |
        | location | London  |
      When "Ada" steps away
      Then Insights knows of "Ada":
        | location | London |
      And Insights reports nothing
      And "Ada"'s attributes are:
        | <key>    | <value> |
        | location | London  |

      Examples:
        | key               | value       |
        | agent_attribute_0 | Attribute 0 |
        | agent_attribute_4 | Attribute 4 |
        | agent_label_0     | Label 0     |
        | agent_label_4     | Label 4     |
        | agent_label       | Label       |
        | Full_Name         | Ada         |
        | skill             | support     |
        | level             | 7           |
        | contact.uri       | client:ada  |

    @documented
    Example: each agent has their own
      Given "Ada" has logged in to Flex
      And "Grace" has logged in to Flex
      And "Ada"'s attributes are set to:
        | role | Level 2 |
      And "Ada" steps away
      When "Grace" steps away
      Then Insights knows of "Ada":
        | role | Level 2 |
      And Insights knows nothing of "Grace"

    @assumed
    Scenario Outline: <value> where a text is documented is not loaded
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id  | <value> |
        | location | London  |
      When "Ada" steps away
      Then Insights knows of "Ada":
        | location | London |
      And Insights reports:
        | severity | rule  | path    |
        | warning  | TD-23 | team_id |

      Examples:
        | value |
        | 2     |
        | true  |

    @assumed
    Example: null is as good as nothing
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | full_name | null |
      When "Ada" steps away
      Then Insights knows nothing of "Ada"
      And Insights reports nothing

  @TD-24 @needs:insights
  Rule: an agent's new attributes are loaded once the agent logs in and changes activity
    Agents who are not at work keep yesterday's team in today's report. Whoever
    checks right after the update believes that it was lost.

    @documented
    Example: after a login and a change of activity
      Given "Ada"'s attributes are set to:
        | team_id | "2" |
      And "Ada" has logged in to Flex
      When "Ada" steps away
      Then Insights knows of "Ada":
        | team_id | "2" |
      And "Ada"'s statuses are:
        | activity    | lasted    |
        | Unavailable | until now |

    @documented
    Example: a login alone loads nothing
      Given "Ada"'s attributes are set to:
        | team_id | "2" |
      When "Ada" logs in to Flex
      Then Insights knows nothing of "Ada"
      And "Ada" has no statuses

    @documented
    Example: a change of activity without a login loads nothing
      Given "Ada"'s attributes are set to:
        | team_id | "2" |
      When "Ada" steps away
      Then Insights knows nothing of "Ada"
      And "Ada" has no statuses

    @assumed
    Example: a change of activity before the login does not count
      Given "Ada"'s attributes are set to:
        | team_id | "2" |
      And "Ada" steps away
      When "Ada" logs in to Flex
      Then Insights knows nothing of "Ada"

    @documented
    Example: without another change of activity the old values stay
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      And "Ada" steps away
      When "Ada"'s attributes are set to:
        | team_id | "3" |
      Then Insights knows of "Ada":
        | team_id | "2" |

    @assumed
    Example: who is logged in already only changes activity
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      And "Ada" steps away
      And "Ada"'s attributes are set to:
        | team_id | "3" |
      When "Ada" is back
      Then Insights knows of "Ada":
        | team_id | "3" |

    @assumed
    Example: entering the activity that one is in is no change
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      When "Ada" is back
      Then Insights knows nothing of "Ada"
      And "Ada" has no statuses

    @assumed
    Example: activity and attributes in one request
      Given "Ada" has logged in to Flex
      When "Ada" steps away with the attributes:
        | team_id | "2" |
      Then Insights knows of "Ada":
        | team_id | "2" |

    @documented
    Example: somebody else's change of activity does not count
      Given "Ada" has logged in to Flex
      And "Grace" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      When "Grace" steps away
      Then Insights knows nothing of "Ada"
      And "Ada" has no statuses

    @assumed
    Example: attributes that are gone are gone from Insights as well
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      And "Ada" steps away
      And "Ada"'s attributes are set to:
        | location | London |
      When "Ada" is back
      Then Insights knows of "Ada":
        | location | London |

    @assumed @needs:clock
    Example: each activity is a segment of its own
      Given "Ada" has logged in to Flex
      And "Ada" steps away
      And 5m pass
      And "Ada" is back
      And 90s pass
      When "Ada" steps away
      Then "Ada"'s statuses are:
        | activity    | lasted    |
        | Unavailable | 5m0s      |
        | Available   | 1m30s     |
        | Unavailable | until now |

    @assumed @needs:clock
    Example: an offer that the agent lets pass changes the activity, too
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      And a call offered to "Ada"
      When the offer times out
      Then Insights knows of "Ada":
        | team_id | "2" |

  @TD-25
  Rule: worker attributes are set by updating the worker
    One request a worker, with all of the worker's attributes in it: the skills
    that routing goes by are in the same object, and an update without them takes
    them away.

    @documented
    Example: attributes of an agent
      When "Ada"'s attributes are set to:
        | full_name | Mary Smith |
        | team_id   | "2"          |
      Then the request is accepted
      And "Ada"'s attributes are:
        | full_name | Mary Smith |
        | team_id   | "2"          |

    @documented
    Example: one worker of many
      Given "Grace"'s attributes are set to:
        | team_id | "1" |
      When "Ada"'s attributes are set to:
        | team_id | "2" |
      Then "Grace"'s attributes are:
        | team_id | "1" |
      And "Ada"'s attributes are:
        | team_id | "2" |

    @assumed
    Example: what the update leaves out is lost
      Given "Ada"'s attributes are set to:
        | skill   | support |
        | team_id | "2"     |
      When "Ada"'s attributes are set to:
        | team_id | "3" |
      Then "Ada"'s attributes are:
        | team_id | "3" |

    @assumed
    Example: an update of the activity leaves them alone
      Given "Ada"'s attributes are set to:
        | team_id | "2" |
      When "Ada" steps away
      Then "Ada"'s attributes are:
        | team_id | "2" |

    @assumed
    Scenario Outline: refused: <text>
      Given "Ada"'s attributes are set to:
        | team_id | "2" |
      When "Ada"'s attributes are sent as <text>
      Then the request is refused as invalid, saying "Attributes"
      And nothing has changed

      Examples:
        | text      |
        | team 2    |
        | "team 2"  |
        | [1,2]     |
        | 2         |
        | null      |
        | {team: 2} |

    @assumed
    Scenario Outline: <sent> characters of attributes are <answer>
      When "Ada"'s attributes are filled up to <sent> characters
      Then the request is <answer>
      And "Ada"'s attributes are <after> characters long

      Examples:
        | sent | answer             | after |
        | 4095 | accepted           | 4095  |
        | 4096 | accepted           | 4096  |
        | 4097 | refused as invalid | 2     |

  @TD-26 @needs:insights
  Rule: an agent's login through single sign-on overwrites attributes set by other means
    A job that keeps the workers' attributes up to date works for days, until
    the agents log in anew: with single sign-on they belong to the identity
    provider.

    @documented
    Example: before the login the API's values stand
      Given the identity provider says of "Ada":
        | team_id | "1" |
      When "Ada"'s attributes are set to:
        | team_id | "2" |
      Then "Ada"'s attributes are:
        | team_id | "2" |

    @assumed
    Example: what the provider says changes nothing before the login
      Given "Ada"'s attributes are set to:
        | team_id | "2" |
      When the identity provider says of "Ada":
        | team_id | "1" |
      Then "Ada"'s attributes are:
        | team_id | "2" |

    @documented
    Example: the login overwrites them
      Given the identity provider says of "Ada":
        | team_id | "1"    |
        | role    | Expert |
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      When "Ada" logs in to Flex
      Then "Ada"'s attributes are:
        | team_id | "1"    |
        | role    | Expert |

    @assumed
    Example: attributes that the provider does not name stay
      Given the identity provider says of "Ada":
        | team_id | "1" |
      And "Ada"'s attributes are set to:
        | team_id | "2"     |
        | skill   | support |
      When "Ada" logs in to Flex
      Then "Ada"'s attributes are:
        | team_id | "1"     |
        | skill   | support |

    @documented
    Example: the next login overwrites what the API has set meanwhile
      Given the identity provider says of "Ada":
        | team_id | "1" |
      And "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      When "Ada" logs in to Flex
      Then "Ada"'s attributes are:
        | team_id | "1" |

    @documented
    Example: between two logins the API's values stand
      Given the identity provider says of "Ada":
        | team_id | "1" |
      And "Ada" has logged in to Flex
      When "Ada"'s attributes are set to:
        | team_id | "2" |
      Then "Ada"'s attributes are:
        | team_id | "2" |

    @documented
    Example: without single sign-on a login changes nothing
      Given "Ada"'s attributes are set to:
        | team_id | "2" |
      When "Ada" logs in to Flex
      Then "Ada"'s attributes are:
        | team_id | "2" |

    @documented
    Example: the provider speaks of one agent alone
      Given the identity provider says of "Ada":
        | team_id | "1" |
      And "Grace"'s attributes are set to:
        | team_id | "2" |
      When "Grace" logs in to Flex
      Then "Grace"'s attributes are:
        | team_id | "2" |

    @documented
    Example: Insights gets what the login has left
      Given the identity provider says of "Ada":
        | team_id | "1" |
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      And "Ada" has logged in to Flex
      When "Ada" steps away
      Then Insights knows of "Ada":
        | team_id | "1" |

  @TD-19 @needs:insights
  Rule: of an agent's attribute value the first 128 characters are loaded
    What is true of a task's values is true of a worker's.

    Background:
      Given "Ada" has logged in to Flex

    @documented
    Scenario Outline: <sent> characters of a role <what becomes of them>
      Given "Ada"'s own "role" is <sent> times "<character>"
      When "Ada" steps away
      Then Insights knows "Ada"'s "role" as <loaded> times "<character>"

      Examples:
        | sent | character | what becomes of them | loaded |
        | 127  | a         | are loaded           | 127    |
        | 128  | ž         | are loaded           | 128    |
        | 129  | 東        | are cut              | 128    |

    @documented
    Scenario Outline: the first characters and not the last: of an agent's <key>
      Given "Ada"'s own "<key>" is 128 times "a", then "b"
      When "Ada" steps away
      Then Insights knows "Ada"'s "<key>" as 128 times "a"
      And Insights reports:
        | severity | rule  | path  |
        | warning  | TD-19 | <key> |

      Examples:
        | key               |
        | full_name         |
        | agent_attribute_3 |
        | agent_label_1     |

  @TD-21 @needs:insights
  Rule: an agent's team shows only beside its id, for which the queue's sid stands in
    An agent who works for several queues counts for another team from day to
    day, unless the attributes name one.

    @documented
    Example: an agent's team with its id and name
      Given "Ada" has logged in to Flex
      And a call that "Ada" has completed
      And "Ada"'s attributes are set to:
        | team_id   | "2"     |
        | team_name | Sales 2 |
      When "Ada" steps away
      Then Insights knows of "Ada":
        | team_id   | "2"     |
        | team_name | Sales 2 |
      And "Ada" counts for the team "2"

    @documented
    Scenario Outline: the <name> alone does not show
      Given "Ada" has logged in to Flex
      And a call that "Ada" has completed
      And "Ada"'s attributes are set to:
        | <name> | Sales 2 |
      When "Ada" steps away
      Then Insights knows nothing of "Ada"
      And "Ada" counts for the team of the "Support" queue
      And Insights reports:
        | severity | rule  | path   |
        | warning  | TD-21 | <name> |

      Examples:
        | name                   |
        | team_name              |
        | team_name_in_hierarchy |

    @assumed
    Example: a department's id is none of an agent's team
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | department_id | "1"     |
        | team_name     | Sales 2 |
      When "Ada" steps away
      Then Insights knows of "Ada":
        | department_id | "1" |

    @assumed
    Scenario Outline: <no id> is no id of an agent's team
      Given "Ada" has logged in to Flex
      And a call that "Ada" has completed
      And "Ada"'s attributes are set to:
        | team_id   | <id>    |
        | team_name | Sales 2 |
      When "Ada" steps away
      Then "Ada" counts for the team of the "Support" queue

      Examples:
        | no id         | id   |
        | null          | null |
        | an empty text | ""   |

    @assumed
    Example: an agent to whom nothing was offered counts for no team
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | location | London |
      When "Ada" steps away
      Then "Ada" counts for no team

    @assumed
    Example: an offer is enough
      Given a call offered to "Ada"
      When "Ada" rejects the task
      Then "Ada" counts for the team of the "Support" queue
      And "Grace" counts for the team of the "Support" queue

  @TD-22 @needs:insights
  Rule: an agent's department shows only beside its id
    Nothing stands in for it, not even the team.

    Background:
      Given "Ada" has logged in to Flex

    @documented
    Example: an agent's department with its id and name
      Given "Ada"'s attributes are set to:
        | department_id   | "1"   |
        | department_name | Sales |
      When "Ada" steps away
      Then Insights knows of "Ada":
        | department_id   | "1"   |
        | department_name | Sales |
      And Insights reports nothing

    @documented
    Scenario Outline: an agent's <name> alone does not show
      Given "Ada"'s attributes are set to:
        | <name> | Sales |
      When "Ada" steps away
      Then Insights knows nothing of "Ada"
      And Insights reports:
        | severity | rule  | path   |
        | warning  | TD-22 | <name> |

      Examples:
        | name                         |
        | department_name              |
        | department_name_in_hierarchy |

    @assumed
    Example: a team's id is none of an agent's department
      Given "Ada"'s attributes are set to:
        | team_id         | "2"   |
        | department_name | Sales |
      When "Ada" steps away
      Then Insights knows of "Ada":
        | team_id | "2" |
