@needs:insights @needs:clock
Feature: When new values show in reports
  What Insights has been given and what a report shows are two things, for up
  to an hour. A test that looks at once sees yesterday's numbers.

  Background:
    Given the contact centre "one queue, one agent"
    And a call that "Ada" has accepted

  @TD-27
  Rule: new values show after the next load of Insights
    Loads run once an hour by default. When in the hour is nowhere said: these
    examples have them on the full hour, and an account begins on one.

    @documented
    Scenario Outline: <wait> after a call that ended on the hour, nothing shows
      Given the task's data is:
        | conversations.campaign | Spring |
      And "Ada" completes the task
      When <wait> pass
      Then reports show no segment
      And the last load was <wait> ago

      Examples:
        | wait       |
        | 0s         |
        | 15m        |
        | 59m        |
        | 59m59.999s |

    @documented
    Scenario Outline: <wait> after a call that ended on the hour, it shows
      Given the task's data is:
        | conversations.campaign | Spring |
      And "Ada" completes the task
      When <wait> pass
      Then reports show "Ada"'s segment with:
        | conversations.campaign | Spring |
      And the last load was <load> ago

      Examples:
        | wait       | load       |
        | 60m        | 0s         |
        | 60m0.001s  | 1ms        |
        | 1h59m59s   | 59m59s     |

    @documented
    Example: what ends right before a load is in it
      Given the task's data is:
        | conversations.campaign | Spring |
      And 59m59.999s pass
      And "Ada" completes the task
      When 1ms pass
      Then reports show "Ada"'s segment with:
        | conversations.campaign | Spring |

    @assumed
    Example: what ends in the instant of a load comes with the next
      Given 1h pass
      And the task's data is:
        | conversations.campaign | Spring |
      And "Ada" completes the task
      When 1h pass
      Then reports show "Ada"'s segment with:
        | conversations.campaign | Spring |

    @assumed
    Example: until then reports show the call as it stood before
      Given 1h pass
      And the task's data is:
        | conversations.campaign | Spring |
      And "Ada" completes the task
      When 59m59.999s pass
      Then reports show "Ada"'s segment with no custom data

    @documented
    Example: the next load brings what came after the last
      Given the task's data is:
        | conversations.campaign | Spring |
      And 90m pass
      And "Ada" completes the task
      When 30m pass
      Then reports show "Ada"'s segment with:
        | conversations.campaign | Spring |

    @documented
    Scenario Outline: an agent's new attributes are unknown <wait> later
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      And "Ada" steps away
      When <wait> pass
      Then reports know nothing of "Ada"

      Examples:
        | wait       |
        | 0s         |
        | 59m59.999s |

    @documented
    Example: an agent's new attributes are known after the next load
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      And "Ada" steps away
      When 1h pass
      Then reports know of "Ada":
        | team_id | "2" |

    @documented
    Example: an agent's values are those of the last load until the next
      Given "Ada" has logged in to Flex
      And "Ada" steps away with the attributes:
        | team_id | "2" |
      And 1h pass
      And "Ada"'s attributes are set to:
        | team_id | "3" |
      When "Ada" is back
      Then reports know of "Ada":
        | team_id | "2" |
