@needs:insights
Feature: When Insights reads a task's attributes
  Reports are made of what the attributes held at certain moments. What was
  written at any other moment, and overwritten before the next, never existed.

  @TD-03
  Rule: Insights reads attributes at six events of a reservation alone
    An integration that writes while the agent talks gets away with it only
    because something is read later.

    @documented
    Example: read when a reservation is created
      Given the contact centre "nobody available"
      And a call waiting in the queue
      And the task's data is:
        | conversations.campaign | Spring |
      When "Ada" is back
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And "Ada"'s segment was last read at "reservation.created"

    @documented
    Scenario Outline: read when the offer ends: <event>
      Given the contact centre "one queue, one agent"
      And a call offered to "Ada"
      And the task's data is:
        | conversations.campaign | Spring |
      When <what happens>
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And "Ada"'s segment was last read at "<event>"

      Examples:
        | what happens           | event                |
        | "Ada" rejects the task | reservation.rejected |
        | the task is canceled   | reservation.canceled |

      @needs:clock
      Examples: as time passes
        | what happens        | event               |
        | the offer times out | reservation.timeout |

    @documented
    Example: read when somebody else takes what was offered to two
      Given the contact centre "parallel offers"
      And a call offered to "Ada" and "Grace"
      And the task's data is:
        | conversations.campaign | Spring |
      When "Grace" accepts the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And "Ada"'s segment was last read at "reservation.rescinded"
      And "Grace"'s segment holds no custom data

    @documented
    Scenario Outline: read when the work is completed, from <state>
      Given the contact centre "one queue, one agent"
      And a call that "Ada" has <state>
      And the task's data is:
        | conversations.campaign | Spring |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And "Ada"'s segment was last read at "reservation.completed"

      Examples:
        | state      |
        | accepted   |
        | wrapped up |

    @documented
    Example: not read when the agent accepts
      Given the contact centre "one queue, one agent"
      And a call offered to "Ada"
      And the task's data is:
        | conversations.campaign | Spring |
      When "Ada" accepts the task
      Then "Ada"'s segment holds no custom data
      And "Ada"'s segment was last read at "reservation.created"

    @documented
    Example: not read when the agent wraps up
      Given the contact centre "one queue, one agent"
      And a call that "Ada" has accepted
      And the task's data is:
        | conversations.campaign | Spring |
      When "Ada" wraps up the task
      Then "Ada"'s segment holds no custom data
      And "Ada"'s segment was last read at "reservation.created"

    @assumed @needs:clock
    Scenario Outline: an offer nobody answers is read once it times out: after <wait>
      Given the contact centre "one queue, one agent"
      And a call offered to "Ada"
      And the task's data is:
        | conversations.campaign | Spring |
      When <wait> pass
      Then "Ada"'s segment was last read at "<event>"

      Examples:
        | wait     | event               |
        | 119s     | reservation.created |
        | 119.999s | reservation.created |
        | 121s     | reservation.timeout |

    @assumed
    Scenario Outline: an offer that may wait for <wait> is <answer>
      Given the contact centre "one queue, one agent"
      When the workflow is set to let an offer wait for <wait>
      Then the request is <answer>
      And the workflow lets an offer wait for <after>

      Examples:
        | wait    | answer             | after |
        | 1s      | accepted           | 1s    |
        | 24h     | accepted           | 24h   |
        | 24h0m1s | refused as invalid | 2m    |

    @assumed
    Example: what was read of a failed offer stays as it was
      Given the contact centre "one queue, two agents"
      And a call offered to "Ada", rejected, and accepted by "Grace"
      And the task's data is:
        | conversations.campaign | Spring |
      When "Grace" completes the task
      Then "Ada"'s segment holds no custom data
      And "Grace"'s segment holds:
        | conversations.campaign | Spring |

  @TD-04
  Rule: what a task holds when it ends is what is passed on
    Interim values never reach a report, so that an integration may use the
    attributes as a notepad as long as it tidies up in time.

    Background:
      Given the contact centre "one queue, one agent"

    @documented
    Example: no change shows while the call goes on
      Given a call that "Ada" has accepted
      When the task's data is:
        | conversations.campaign | Spring |
      Then the request is accepted
      And "Ada"'s segment holds no custom data

    @documented
    Example: the last of several changes
      Given a call that "Ada" has accepted
      And the task's data is:
        | conversations.campaign | Spring |
      And the task's data is:
        | conversations.campaign | Summer |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Summer |

    @documented
    Example: a change that was taken back
      Given a call that "Ada" has accepted
      And the task's data is:
        | conversations.campaign | Spring |
      And the task's data is:
        | conversations.campaign | Summer |
      And the task's data is:
        | conversations.campaign | Spring |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |

    @documented
    Example: data that was there when the call was offered, but is no more
      Given a call waiting in the queue
      And the task's data is:
        | conversations.campaign | Spring |
      And "Ada" is back
      And "Ada" accepts the task
      And the task's attributes are replaced by:
        | department | Sales |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data

    @documented
    Example: canceled before it was offered to anybody
      Given a call waiting in the queue
      And the task's data is:
        | conversations.campaign | Spring |
        | customers.name         | Jo     |
      When the task is canceled
      Then the "Support" queue's segment holds:
        | conversations.campaign | Spring |
        | customers.name         | Jo     |

    @documented
    Example: canceled while it was offered
      Given a call offered to "Ada"
      And the task's data is:
        | conversations.campaign | Spring |
      When the task is canceled
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And the "Support" queue's segment holds:
        | conversations.campaign | Spring |

    @documented
    Example: completed while the agent wraps up
      Given a call that "Ada" has wrapped up
      And the task's data is:
        | conversations.campaign | Spring |
      When the task is completed
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And the "Support" queue's segment holds:
        | conversations.campaign | Spring |

    @assumed
    Example: links beside the data are not taken for data
      Given a call that "Ada" has accepted
      And the task's data is:
        | conversations.campaign | Spring |
      And the task links its recording "https://rec.example/9"
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |

    @assumed
    Scenario Outline: the wait in the queue is read at the end of a call <state>
      Given a call <state>
      When the task is <ended>
      Then the "Support" queue's segment was last read at "<event>"

      Examples:
        | state                   | ended     | event          |
        | that "Ada" has accepted | completed | task.completed |
        | waiting in the queue    | canceled  | task.canceled  |
        | offered to "Ada"        | canceled  | task.canceled  |

  @TD-05
  Rule: nothing that is written after a task's end changes its attributes or measures
    The API takes such an update with a friendly answer. Only a look at the
    reports tells that it came to nothing.

    Background:
      Given the contact centre "one queue, one agent"

    @documented
    Scenario Outline: <sort> in the instant of the end
      Given a call that "Ada" has accepted
      And the task's data is:
        | <key> | <before> |
      And "Ada" completes the task
      When the task's data is:
        | <key> | <after> |
      Then the request is accepted
      And "Ada"'s segment holds:
        | <key> | <before> |

      Examples:
        | sort               | key                                  | before | after  |
        | an attribute       | conversations.campaign               | Spring | Summer |
        | a numbered one     | conversations.conversation_attribute_1 | Gold | Silver |
        | a label            | conversations.conversation_label_1   | A-17   | A-18   |
        | a measure          | conversations.conversation_measure_1 | 101    | 102    |
        | a time             | conversations.hold_time              | 0      | 20     |
        | a customer's name  | customers.name                       | Jo     | Kim    |
        | a customer's value | customers.business_value             | 7500   | 7501   |

    @documented @needs:clock
    Scenario Outline: <wait> after the end
      Given a call that "Ada" has completed
      And <wait> pass
      When the task's data is:
        | conversations.campaign               | Summer |
        | conversations.conversation_measure_1 | 102    |
      Then the request is accepted
      And "Ada"'s segment holds no custom data

      Examples:
        | wait     |
        | 1ms      |
        | 1s       |
        | 119.999s |

    @documented
    Example: after a call was canceled
      Given a call waiting in the queue
      And the task's data is:
        | conversations.campaign | Spring |
      And the task is canceled
      When the task's data is:
        | conversations.campaign | Summer |
      Then the request is accepted
      And the "Support" queue's segment holds:
        | conversations.campaign | Spring |

    @documented
    Example: data that is taken away afterwards
      Given a call that "Ada" has accepted
      And the task's data is:
        | conversations.campaign | Spring |
      And "Ada" completes the task
      When the task's attributes are replaced by:
        | department | Sales |
      Then the request is accepted
      And "Ada"'s segment holds:
        | conversations.campaign | Spring |
