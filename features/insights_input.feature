@needs:insights
Feature: What Insights keeps of its input
  A value that was cut, a key that was misspelt, an object that was none: the
  reports lack it, and nobody can add it later. The text that it came in is
  still there, for those who repair data.

  Background:
    Given the contact centre "one queue, one agent"
    And a call that "Ada" has accepted

  @TD-02
  Rule: Insights keeps a verbatim copy of its input
    It is the proof of what an integration has sent, once the task is gone.

    @documented
    Example: a value that was cut is whole in the record
      Given the task's "conversations.campaign" is 128 times "a", then "b"
      When "Ada" completes the task
      Then "Ada"'s segment holds "conversations.campaign" as 128 times "a"
      And the record of "reservation.completed" holds "conversations.campaign" as 128 times "a", then "b"
      And the record of "task.completed" holds "conversations.campaign" as 128 times "a", then "b"

    @documented
    Scenario Outline: what is not loaded is in the record: <what>
      Given the task's data is:
        | <path> | <value> |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And the record of "reservation.completed" holds:
        | <path> | <value> |

      Examples:
        | what                      | path                                    | value      |
        | a key that nobody knows   | conversations.mood                      | good       |
        | an eleventh attribute     | conversations.conversation_attribute_11 | Gold       |
        | an object that is none    | customers                               | Jo         |
        | a number for a text       | customers.category                      | 7          |
        | a date out of bounds      | customers.acquisition_date              | 1900-12-31 |
        | a name without its id     | conversations.handling_team_name        | Sales 2    |
        | an attribute of one's own | department                              | Retention  |

    @documented
    Example: what is loaded is in the record, too
      Given the task's data is:
        | customers.name | Jo |
      When "Ada" completes the task
      Then the record of "reservation.completed" holds:
        | customers.name | Jo |
        | direction      | inbound |

    @assumed
    Example: every reading has its own record
      Given the task's data is:
        | conversations.campaign | Spring |
      And "Ada" completes the task
      And the task links its recording "https://rec.example/1"
      When the task links its recording "https://rec.example/2"
      Then Insights keeps a record of:
        | event                 |
        | reservation.created   |
        | reservation.completed |
        | task.completed        |
        | task.updated          |
        | task.updated          |

    @assumed
    Example: what nobody reads leaves no record
      Given the task's data is:
        | conversations.campaign | Spring |
      When the task's data is:
        | conversations.campaign | Summer |
      Then Insights keeps a record of:
        | event               |
        | reservation.created |
      And the record of "reservation.created" holds no "conversations"

    @assumed
    Example: what came after the end and was not loaded
      Given "Ada" completes the task
      When the task's data is:
        | conversations.campaign | Late |
      Then "Ada"'s segment holds no custom data
      And the record of "task.updated" holds:
        | conversations.campaign | Late |

    @documented @needs:clock
    Example: the record outlives the task
      Given the task's data is:
        | conversations.mood | good |
      And "Ada" completes the task
      When 3m pass
      Then the task is gone
      And the record of "task.completed" holds:
        | conversations.mood | good |

    @assumed
    Example: what is ignored of an agent's attributes is in the record
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | skill     | support |
        | team_name | Sales 2 |
      When "Ada" steps away
      Then Insights knows nothing of "Ada"
      And the record of "worker.activity.update" holds:
        | skill     | support |
        | team_name | Sales 2 |
