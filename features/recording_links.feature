@needs:insights
Feature: A recording of one's own
  Who records only a part of each call, or records elsewhere, tells Insights the
  recording's address in a place of its own, beside the media links.

  Background:
    Given the contact centre "one queue, one agent"

  @TD-10
  Rule: a recording of one's own may be linked until two minutes after a task's end
    The recording is ready when the call is over, which leaves two minutes.

    @documented
    Example: linked while the call goes on
      Given a call that "Ada" has accepted
      And the task links its recording "https://rec.example/9?key=s3cret"
      When "Ada" completes the task
      Then "Ada"'s segment plays the recording "https://rec.example/9?key=s3cret"

    @documented
    Example: linked in the instant of the end
      Given a call that "Ada" has completed
      When the task links its recording "https://rec.example/9?key=s3cret"
      Then the request is accepted
      And "Ada"'s segment plays the recording "https://rec.example/9?key=s3cret"

    @documented @needs:clock
    Scenario Outline: linked <wait> after the end
      Given a call that was completed <wait> ago
      When the task links its recording "https://rec.example/9"
      Then the request is accepted
      And "Ada"'s segment plays the recording "https://rec.example/9"

      Examples:
        | wait     |
        | 1s       |
        | 119s     |
        | 119.999s |

    @documented @needs:clock
    Scenario Outline: too late <wait> after the end
      Given a call that was completed <wait> ago
      When the task links its recording "https://rec.example/9"
      Then the request is refused as not found
      And "Ada"'s segment plays no recording of its own

      Examples:
        | wait     |
        | 120.001s |
        | 121s     |

    @assumed @needs:clock
    Example: too late on the second minute to the millisecond
      Given a call that was completed 120s ago
      When the task links its recording "https://rec.example/9"
      Then the request is refused as not found
      And "Ada"'s segment plays no recording of its own

    @documented @needs:clock
    Example: replaced 119 seconds after the end
      Given a call that "Ada" has completed
      And the task links its recording "https://rec.example/1"
      And 119s pass
      When the task links its recording "https://rec.example/2"
      Then "Ada"'s segment plays the recording "https://rec.example/2"

    @documented @needs:clock
    Example: not replaced 121 seconds after the end
      Given a call that "Ada" has completed
      And the task links its recording "https://rec.example/1"
      And 121s pass
      When the task links its recording "https://rec.example/2"
      Then the request is refused as not found
      And "Ada"'s segment plays the recording "https://rec.example/1"

    @assumed
    Example: beside media links it comes last
      Given a call that "Ada" has completed
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
        | Embedded   | https://crm.example/cases/3   | Case   |
      When the task links its recording "https://rec.example/9"
      Then "Ada"'s segment offers:
        | type           | url                           | title  |
        | Referenced     | https://crm.example/tickets/7 | Ticket |
        | Embedded       | https://crm.example/cases/3   | Case   |
        | VoiceRecording | https://rec.example/9         |        |

    @assumed
    Example: the wait in the queue has nothing to play
      Given a call that "Ada" has completed
      When the task links its recording "https://rec.example/9"
      Then the request is accepted
      And the "Support" queue's segment offers nothing

    @assumed
    Example: in place of the call's default recording
      Given call recording is on
      And a call that "Ada" has completed
      When the task links its recording "https://rec.example/9"
      Then "Ada"'s segment offers:
        | type           | url                   |
        | VoiceRecording | https://rec.example/9 |

    @assumed
    Example: an address that is not a whole one plays nothing
      Given a call that "Ada" has completed
      When the task links its recording "recordings/9"
      Then "Ada"'s segment plays no recording of its own
      And Insights reports:
        | severity | rule  | path                       |
        | error    | TD-10 | conversations.segment_link |
