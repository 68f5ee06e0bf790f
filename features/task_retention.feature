@needs:clock
Feature: A task's last two minutes
  A recording or a ticket often exists only once the conversation is over. For
  two minutes its link can still be attached; then the task is gone for good.

  Background:
    Given the contact centre "one queue, one agent"

  @TD-06
  Rule: media links may change until two minutes after a task's end
    Whatever attaches recordings has to be done by then, retries included. Other
    pages of the platform speak of five minutes, or of five to eight: whoever
    keeps to two is safe whichever holds.

    @documented
    Scenario Outline: a link added <wait> after completion is taken
      Given a call that was completed <wait> ago
      When the task links:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |
      Then the request is accepted
      And the task's links are:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |

      Examples:
        | wait     |
        | 0s       |
        | 1s       |
        | 119s     |
        | 119.999s |

    @documented @needs:insights
    Scenario Outline: a link added <wait> after completion is offered
      Given a call that was completed <wait> ago
      When the task links:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |
      Then "Ada"'s segment offers:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |

      Examples:
        | wait     |
        | 0s       |
        | 1s       |
        | 119s     |
        | 119.999s |

    @assumed @needs:insights
    Example: on the second minute to the millisecond the links stay as they were
      Given a call that "Ada" has completed
      And the task links:
        | type     | url                           | title  |
        | Embedded | https://crm.example/tickets/7 | Ticket |
      And 2m pass
      When the task links:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |
      Then the request is refused as not found
      And "Ada"'s segment offers:
        | type     | url                           | title  |
        | Embedded | https://crm.example/tickets/7 | Ticket |

    @documented @needs:insights
    Scenario Outline: <wait> after completion the links stay as they were
      Given a call that "Ada" has completed
      And the task links:
        | type     | url                           | title  |
        | Embedded | https://crm.example/tickets/7 | Ticket |
      And <wait> pass
      When the task links:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |
      Then the request is refused as not found
      And "Ada"'s segment offers:
        | type     | url                           | title  |
        | Embedded | https://crm.example/tickets/7 | Ticket |

      Examples:
        | wait     |
        | 120.001s |
        | 121s     |

    @documented @needs:insights
    Example: other data in the same update has no effect
      Given a call that was completed 119s ago
      When the campaign becomes "Summer" while the task links:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |
      Then the request is accepted
      And "Ada"'s segment offers:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |
      And "Ada"'s segment holds no custom data

    @documented @needs:insights
    Example: the later of two links
      Given a call that was completed 1s ago
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      And 118s pass
      When the task links:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |
      Then "Ada"'s segment offers:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |

    @documented @needs:insights
    Example: a reservation's links too
      Given a call that was completed 119s ago
      When "Ada"'s reservation links:
        | type     | url                         | title |
        | Embedded | https://crm.example/notes/1 | Note  |
      Then "Ada"'s segment offers:
        | level       | type     | url                         | title |
        | reservation | Embedded | https://crm.example/notes/1 | Note  |

    @assumed @needs:insights
    Example: the links of a canceled call
      Given a call that was canceled 119s ago
      When the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      Then the request is accepted
      And the "Support" queue's segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

    @assumed
    Example: an update within the two minutes does not prolong them
      Given a call that was completed 119s ago
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      And 1.001s pass
      When the task links:
        | type           | url                         | title |
        | VoiceRecording | https://crm.example/calls/9 | Call  |
      Then the request is refused as not found

  @TD-07
  Rule: two minutes after its end a task is deleted
    Neither a fetch nor a list finds it. Clients that tidy up late have to take
    that for an answer, not for a failure. Here too the pages disagree, and this
    contract takes the two minutes of the page on Insights data.

    @documented
    Scenario Outline: a completed call after <wait>
      Given a call that "Ada" has completed
      When <wait> pass
      Then the task <fetch>
      And the task <list>

      Examples: just before two minutes
        | wait     | fetch                | list            |
        | 119s     | can still be fetched | is still listed |
        | 119.999s | can still be fetched | is still listed |

      Examples: just after two minutes
        | wait     | fetch   | list                |
        | 120.001s | is gone | is no longer listed |
        | 121s     | is gone | is no longer listed |

    @assumed
    Scenario Outline: on the second minute to the millisecond a call that was <ended> is gone
      Given a call that was <ended> 119.999s ago
      When 1ms pass
      Then the task is gone
      And the task is no longer listed

      Examples:
        | ended     |
        | completed |
        | canceled  |

    @assumed
    Scenario Outline: a canceled call after <wait>
      Given a call waiting in the queue
      And the task is canceled
      When <wait> pass
      Then the task <fetch>
      And the task <list>

      Examples:
        | wait     | fetch                | list                |
        | 119.999s | can still be fetched | is still listed     |
        | 120.001s | is gone              | is no longer listed |

    @documented
    Example: no update reaches a deleted call
      Given a call that was completed 120.001s ago
      When the task's data is:
        | conversations.campaign | Spring |
      Then the request is refused as not found
      And the task is gone

    @assumed
    Example: a deleted call cannot be completed again
      Given a call that was completed 120.001s ago
      When the task is completed
      Then the request is refused as not found

    @assumed
    Example: an agent cannot complete a deleted call either
      Given a call that was completed 120.001s ago
      When "Ada" completes the task
      Then the request is refused as not found

    @documented
    Example: a call that goes on is not deleted
      Given a call that "Ada" has wrapped up
      When 3m pass
      Then the task can still be fetched
      And the task is still listed

  @TD-07
  Rule: a call that an agent holds for a day is deleted without an end
    Nothing is passed on for such a call: whoever needs it in a report has to end
    it in time.

    @assumed
    Scenario Outline: a call that was accepted <wait> before
      Given a call that "Ada" has accepted
      When <wait> pass
      Then the task <fetch>
      And the task <list>

      Examples:
        | wait      | fetch                | list                |
        | 23h59m59s | can still be fetched | is still listed     |
        | 24h       | is gone              | is no longer listed |
