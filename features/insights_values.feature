@needs:insights
Feature: What becomes of a value on its way into Insights
  What is too long, too old or lacks its other half is dropped or cut on the
  way. The API has accepted it long before, and says nothing.

  Background:
    Given the contact centre "one queue, one agent"
    And a call that "Ada" has accepted

  @TD-19
  Rule: of an attribute value the first 128 characters are loaded
    Two values that differ only behind that become one in every report. What a
    character is when it is made of several code points is nowhere said.

    @documented
    Scenario Outline: <sent> characters <what becomes of them>
      Given the task's "conversations.campaign" is <sent> times "a"
      When "Ada" completes the task
      Then "Ada"'s segment holds "conversations.campaign" as <loaded> times "a"

      Examples:
        | sent | what becomes of them | loaded |
        | 1    | are loaded           | 1      |
        | 127  | are loaded           | 127    |
        | 128  | are loaded           | 128    |
        | 129  | are cut              | 128    |
        | 1000 | are cut              | 128    |

    @documented
    Scenario Outline: the first characters and not the last: of <key>
      Given the task's "<key>" is 128 times "a", then "b"
      When "Ada" completes the task
      Then "Ada"'s segment holds "<key>" as 128 times "a"

      Examples:
        | key                                     |
        | conversations.case                      |
        | conversations.conversation_id           |
        | conversations.conversation_attribute_1  |
        | conversations.conversation_attribute_10 |
        | conversations.conversation_label_1      |
        | conversations.conversation_label_10     |
        | customers.name                          |
        | customers.external_id                   |
        | customers.customer_attribute_3          |
        | customers.customer_label_1              |

    @documented
    Scenario Outline: characters and not bytes: <sent> times <character>
      Given the task's "conversations.campaign" is <sent> times "<character>"
      When "Ada" completes the task
      Then "Ada"'s segment holds "conversations.campaign" as <loaded> times "<character>"

      Examples:
        | character | sent | loaded |
        | ž         | 127  | 127    |
        | ž         | 128  | 128    |
        | ž         | 129  | 128    |
        | 東        | 128  | 128    |
        | 東        | 129  | 128    |

    @assumed
    Scenario Outline: an emoji is one character: <sent> times
      Given the task's "customers.customer_attribute_1" is <sent> times "🎧"
      When "Ada" completes the task
      Then "Ada"'s segment holds "customers.customer_attribute_1" as <loaded> times "🎧"

      Examples:
        | sent | loaded |
        | 127  | 127    |
        | 128  | 128    |
        | 129  | 128    |

    @assumed
    Example: an emoji on the last place stays whole
      Given the task's "conversations.campaign" is 127 times "a", then "🎧b"
      When "Ada" completes the task
      Then "Ada"'s segment holds "conversations.campaign" as 127 times "a", then "🎧"

    @assumed
    Example: an emoji that is put together of several is cut apart
      Given the task's "conversations.campaign" is 127 times "a", then "👩‍👧"
      When "Ada" completes the task
      Then "Ada"'s segment holds "conversations.campaign" as 127 times "a", then "👩"

    @assumed
    Example: an address is cut like any other text
      Given the task's "customers.customer_link" is 64 times "ab", then "c"
      When "Ada" completes the task
      Then "Ada"'s segment holds "customers.customer_link" as 64 times "ab"

    @assumed
    Example: whoever sends too much is told by the rig
      Given the task's "conversations.campaign" is 129 times "a"
      When "Ada" completes the task
      Then Insights reports:
        | severity | rule  | path                   |
        | warning  | TD-19 | conversations.campaign |

    @documented
    Example: what just fits is nothing to report
      Given the task's "conversations.campaign" is 128 times "ž"
      When "Ada" completes the task
      Then Insights reports nothing

  @TD-20
  Rule: dates and times lie in the years from 1901 to 2049
    A date that stands for "never" or "unknown" often lies beyond. How a date is
    written is nowhere said: these examples keep to ISO 8601.

    @documented
    Scenario Outline: loaded: <date>
      Given the task's data is:
        | customers.acquisition_date | <date> |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | customers.acquisition_date | <date> |
      And Insights reports nothing

      Examples:
        | date                 |
        | 1901-01-01           |
        | 1901-01-01T00:00:00Z |
        | 2019-11-21           |
        | 2049-12-31           |
        | 2049-12-31T23:59:59Z |

    @documented
    Scenario Outline: not loaded: <date>
      Given the task's data is:
        | customers.acquisition_date | <date> |
        | customers.name             | Jo     |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | customers.name | Jo |
      And Insights reports:
        | severity | rule  | path                       |
        | warning  | TD-20 | customers.acquisition_date |

      Examples:
        | date                 |
        | 1900-12-31           |
        | 1900-12-31T23:59:59Z |
        | 2050-01-01           |
        | 2050-01-01T00:00:00Z |
        | 9999-12-31           |

    @assumed
    Scenario Outline: the year that is written counts, whatever the time zone: <date>
      Given the task's data is:
        | customers.acquisition_date | <date> |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | customers.acquisition_date | <date> |

      Examples:
        | date                      |
        | 1901-01-01T00:00:00+14:00 |
        | 2049-12-31T23:00:00-08:00 |

    @assumed
    Scenario Outline: a year of birth that is loaded: <year>
      Given the task's data is:
        | customers.year_of_birth | "<year>" |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | customers.year_of_birth | "<year>" |

      Examples:
        | year |
        | 1901 |
        | 2049 |

    @assumed
    Scenario Outline: a year of birth that is not loaded: <year>
      Given the task's data is:
        | customers.year_of_birth | "<year>" |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And Insights reports:
        | severity | rule  | path                    |
        | warning  | TD-20 | customers.year_of_birth |

      Examples:
        | year |
        | 1900 |
        | 2050 |

    @documented
    Example: a year in a text that is no date does not matter
      Given the task's data is:
        | conversations.campaign | 1900-12-31 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | 1900-12-31 |

  @TD-21
  Rule: a team's name shows only beside its id, for which the queue's sid stands in
    Teams are told apart by their ids. A name alone would make two teams of the
    same name one. These examples are about the team that handles a task; what an
    agent's own attributes say of teams is another matter.

    @documented
    Example: a team with its id and name
      Given the task's data is:
        | conversations.handling_team_id   | "2"     |
        | conversations.handling_team_name | Sales 2 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.handling_team_id   | "2"     |
        | conversations.handling_team_name | Sales 2 |
      And "Ada"'s segment belongs to the team "2"

    @documented
    Example: a team's id alone
      Given the task's data is:
        | conversations.handling_team_id | "2" |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.handling_team_id | "2" |
      And "Ada"'s segment belongs to the team "2"
      And Insights reports nothing

    @documented
    Example: a team's name alone does not show
      Given the task's data is:
        | conversations.handling_team_name | Sales 2 |
        | conversations.campaign           | Spring  |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And "Ada"'s segment belongs to the team of the "Support" queue
      And Insights reports:
        | severity | rule  | path                             |
        | warning  | TD-21 | conversations.handling_team_name |

    @documented
    Example: no team at all
      When "Ada" completes the task
      Then "Ada"'s segment belongs to the team of the "Support" queue
      And the "Support" queue's segment belongs to the team of the "Support" queue
      And Insights reports nothing

    @assumed
    Scenario Outline: <no id> is no id
      Given the task's data is:
        | conversations.handling_team_id   | <id>    |
        | conversations.handling_team_name | Sales 2 |
        | conversations.campaign           | Spring  |
      When "Ada" completes the task
      Then "Ada"'s segment belongs to the team of the "Support" queue
      And Insights reports:
        | severity | rule  | path                             |
        | warning  | TD-21 | conversations.handling_team_name |

      Examples:
        | no id         | id   |
        | null          | null |
        | an empty text | ""   |

    @assumed
    Example: a department's id is none of a team
      Given the task's data is:
        | conversations.handling_department_id | "1"     |
        | conversations.handling_team_name     | Sales 2 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.handling_department_id | "1" |
      And "Ada"'s segment belongs to the team of the "Support" queue

    @assumed
    Example: the name with its hierarchy goes the same way
      Given the task's data is:
        | conversations.handling_team_name_in_hierarchy | London ▸ Sales ▸ Sales 2 |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And Insights reports:
        | severity | rule  | path                                          |
        | warning  | TD-21 | conversations.handling_team_name_in_hierarchy |

    @documented
    Example: the name with its hierarchy beside the id
      Given the task's data is:
        | conversations.handling_team_id                | "2"                      |
        | conversations.handling_team_name_in_hierarchy | London ▸ Sales ▸ Sales 2 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.handling_team_id                | "2"                      |
        | conversations.handling_team_name_in_hierarchy | London ▸ Sales ▸ Sales 2 |

  @TD-22
  Rule: a department's name shows only beside its id
    Nothing stands in for a department's id: the column stays empty.

    @documented
    Example: a department with its id and name
      Given the task's data is:
        | conversations.handling_department_id   | "1"          |
        | conversations.handling_department_name | Department 1 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.handling_department_id   | "1"          |
        | conversations.handling_department_name | Department 1 |
      And Insights reports nothing

    @documented
    Example: a department's id alone
      Given the task's data is:
        | conversations.handling_department_id | "1" |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.handling_department_id | "1" |
      And Insights reports nothing

    @documented
    Example: a department's name alone does not show
      Given the task's data is:
        | conversations.handling_department_name | Department 1 |
        | conversations.campaign                 | Spring       |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And Insights reports:
        | severity | rule  | path                                   |
        | warning  | TD-22 | conversations.handling_department_name |

    @assumed
    Scenario Outline: <no id> is no id of a department
      Given the task's data is:
        | conversations.handling_department_id   | <id>         |
        | conversations.handling_department_name | Department 1 |
      When "Ada" completes the task
      Then Insights reports:
        | severity | rule  | path                                   |
        | warning  | TD-22 | conversations.handling_department_name |

      Examples:
        | no id         | id   |
        | null          | null |
        | an empty text | ""   |

    @assumed
    Example: a team's id is none of a department
      Given the task's data is:
        | conversations.handling_team_id         | "2"          |
        | conversations.handling_department_name | Department 1 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.handling_team_id | "2" |

    @assumed
    Example: the department's name with its hierarchy goes the same way
      Given the task's data is:
        | conversations.handling_department_name_in_hierarchy | Company ▸ Department 1 |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And Insights reports:
        | severity | rule  | path                                                |
        | warning  | TD-22 | conversations.handling_department_name_in_hierarchy |

    @documented
    Example: the department's name with its hierarchy beside the id
      Given the task's data is:
        | conversations.handling_department_id                | "1"                    |
        | conversations.handling_department_name_in_hierarchy | Company ▸ Department 1 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.handling_department_id                | "1"                    |
        | conversations.handling_department_name_in_hierarchy | Company ▸ Department 1 |
