Feature: Why a task ended
  Whoever completes or cancels a task may say why. Reports then tell a sale from
  a complaint, a caller who gave up from one who dialled wrongly.

  Background:
    Given the contact centre "one queue, one agent"

  @TD-08
  Rule: a task keeps the reason that its end was given
    The reason stands on the task as long as the task can be fetched, then only
    in the reports.

    @documented
    Scenario Outline: a call completed <how>
      Given a call that "Ada" has <state>
      When the task is completed with the reason "<reason>"
      Then the task is completed
      And the task's reason is "<reason>"

      Examples:
        | how                  | state      | reason             |
        | while it goes on     | accepted   | resolved           |
        | after the wrap-up    | wrapped up | resolved           |
        | with a longer reason | accepted   | Žofie won't say: 7 |

    @documented
    Example: a call canceled while it waits
      Given a call waiting in the queue
      When the task is canceled with the reason "caller hung up"
      Then the task is canceled
      And the task's reason is "caller hung up"

    @documented
    Example: a call canceled while it is offered
      Given a call offered to "Ada"
      When the task is canceled with the reason "caller hung up"
      Then the task is canceled
      And the task's reason is "caller hung up"

    @assumed
    Example: completed without a reason
      Given a call that "Ada" has accepted
      When the task is completed
      Then the task is completed
      And the task has no reason

    @assumed
    Example: canceled without a reason
      Given a call waiting in the queue
      When the task is canceled
      Then the task is canceled
      And the task has no reason

    @assumed
    Example: completed by the agent, who cannot give a reason
      Given a call that "Ada" has accepted
      When "Ada" completes the task
      Then the task has no reason

    @assumed
    Example: a reason for the wrap-up
      Given a call that "Ada" has accepted
      When the task is wrapped up with the reason "Conference ended"
      Then the task is wrapping
      And the task's reason is "Conference ended"

    @assumed
    Example: a reason for the end in place of the wrap-up's
      Given a call that "Ada" has accepted
      And the task is wrapped up with the reason "Conference ended"
      When the task is completed with the reason "resolved"
      Then the task's reason is "resolved"

    @assumed
    Example: an end without a reason leaves the wrap-up's
      Given a call that "Ada" has accepted
      And the task is wrapped up with the reason "Conference ended"
      When the task is completed
      Then the task's reason is "Conference ended"

    @assumed
    Example: a refused end leaves no reason
      Given a call that "Ada" has accepted
      When the task is canceled with the reason "caller hung up"
      Then the request is refused as invalid
      And the task is assigned
      And the task has no reason

    @assumed
    Example: a later update leaves the reason as it is
      Given a call that "Ada" has accepted
      And the task is completed with the reason "resolved"
      When the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      Then the task's reason is "resolved"

    @assumed
    Scenario Outline: a reason without an end, on <call>
      Given <call>
      When the task is given the reason "parked"
      Then the request is accepted
      And the task is <state>
      And the task has no reason

      Examples:
        | call                             | state     |
        | a call waiting in the queue      | pending   |
        | a call offered to "Ada"          | reserved  |
        | a call that "Ada" has accepted   | assigned  |
        | a call that "Ada" has wrapped up | wrapping  |
        | a call that "Ada" has completed  | completed |

    @assumed
    Example: a reason that comes after the end
      Given a call waiting in the queue
      And the task is canceled with the reason "caller hung up"
      When the task is given the reason "parked"
      Then the request is accepted
      And the task's reason is "caller hung up"

    @documented @needs:insights
    Example: Insights tells a call that was completed from others by its reason
      Given a call that "Ada" has accepted
      And the task is completed with the reason "sold"
      And a call that "Ada" has accepted
      When the task is completed with the reason "complaint"
      Then Insights tells the agents' segments apart:
        | outcome   | reason    |
        | completed | sold      |
        | completed | complaint |

    @documented @needs:insights
    Example: Insights tells a call that was canceled from one that was completed
      Given a call that "Ada" has accepted
      And the task is completed with the reason "sold"
      And a call waiting in the queue
      When the task is canceled with the reason "caller hung up"
      Then Insights tells the queue's segments apart:
        | outcome  | reason         |
        | accepted | sold           |
        | canceled | caller hung up |

    @assumed @needs:insights
    Example: Insights shows no reason where none was given
      Given a call that "Ada" has accepted
      When the task is completed
      Then Insights tells the agents' segments apart:
        | outcome   | reason |
        | completed |        |

  @TD-08
  Rule: a call that nobody takes in time is canceled for a reason of the platform's
    Reports have to tell these from the calls that somebody canceled.

    @assumed @needs:clock
    Example: nobody took the call for a day
      Given a call waiting in the queue
      When 24h pass
      Then the task is canceled
      And the task's reason is "Task TTL Exceeded"

    @assumed @needs:clock
    Example: one second short of a day
      Given a call waiting in the queue
      When 23h59m59s pass
      Then the task is pending
      And the task has no reason

    @assumed @needs:clock
    Scenario Outline: a call that waits for at most an hour is <state> after <wait>
      Given a call that waits for at most 1h
      When <wait> pass
      Then the task is <state>

      Examples:
        | wait     | state    |
        | 59m59s   | pending  |
        | 1h       | canceled |

    @assumed
    Example: no call waits for longer than two weeks
      Given a call waiting in the queue
      When a call arrives that waits for at most 336h0m1s
      Then the request is refused as invalid
      And no other task waits

    @assumed @needs:clock
    Example: a call that may wait for two weeks waits for so long
      Given a call that waits for at most 336h
      When 335h59m59s pass
      Then the task is pending

    @assumed @needs:clock @needs:insights
    Example: Insights shows the platform's reason
      Given a call waiting in the queue
      When 24h pass
      Then Insights tells the queue's segments apart:
        | outcome  | reason            |
        | canceled | Task TTL Exceeded |
