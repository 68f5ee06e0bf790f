@needs:insights
Feature: The default recording and the default transcript
  Flex Insights shows the recording of a call and the transcript of a chat on
  its own. Custom media changes that, and nothing warns whoever attaches the
  first link: what was there by default is simply no longer offered.

  Background:
    Given the contact centre "one queue, two agents"

  @CM-03
  Rule: media links take the place of the default recording or transcript
    A ticket attached to a call costs the supervisors its recording, unless the
    integration thought of it.

    @documented
    Example: a ticket in place of a call's recording
      Given call recording is on
      And a call that "Ada" has completed
      When the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: a ticket in place of a chat's transcript
      Given a chat that "Ada" has accepted
      And the task links:
        | type     | url                           | title  |
        | Embedded | https://crm.example/tickets/7 | Ticket |
      When "Ada" completes the task
      Then "Ada"'s segment offers:
        | type     | url                           | title  |
        | Embedded | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: a recording of one's own in place of the default one
      Given call recording is on
      And a call that "Ada" has completed
      When the task links:
        | type           | url                         | title   |
        | VoiceRecording | https://crm.example/calls/9 | Excerpt |
      Then "Ada"'s segment offers:
        | type           | url                         | title   |
        | VoiceRecording | https://crm.example/calls/9 | Excerpt |

    @documented
    Example: another chat's transcript in place of a chat's own
      Given a chat that "Ada" has accepted
      And the task links:
        | type           | sid             |
        | ChatTranscript | an earlier chat |
      When "Ada" completes the task
      Then "Ada"'s segment offers:
        | type           | sid             |
        | ChatTranscript | an earlier chat |

    @documented
    Example: a recording together with a transcript in place of the call's recording
      Given call recording is on
      And a call that "Ada" has completed
      When the task links:
        | type           | url                         | sid             |
        | ChatTranscript |                             | an earlier chat |
        | VoiceRecording | https://crm.example/calls/9 |                 |
      Then "Ada"'s segment offers:
        | type           | url                         | sid             |
        | ChatTranscript |                             | an earlier chat |
        | VoiceRecording | https://crm.example/calls/9 |                 |

    @documented
    Example: a reservation's ticket in place of a call's recording
      Given call recording is on
      And a call that "Ada" has completed
      When "Ada"'s reservation links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: a reservation's ticket in place of a chat's transcript
      Given a chat that "Ada" has accepted
      And "Ada"'s reservation links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      When "Ada" completes the task
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

    @assumed
    Example: an empty list leaves a call its recording
      Given call recording is on
      And a call that "Ada" has completed
      When the task links nothing
      Then "Ada"'s segment offers only the default recording

    @assumed
    Example: an empty list leaves a chat its transcript
      Given a chat that "Ada" has accepted
      And the task links nothing
      When "Ada" completes the task
      Then "Ada"'s segment offers only the default transcript

    @assumed
    Example: a reservation's empty list leaves a call its recording
      Given call recording is on
      And a call that "Ada" has completed
      When "Ada"'s reservation links nothing
      Then "Ada"'s segment offers only the default recording

    @assumed
    Example: a list in which every link is malformed leaves a call its recording
      Given call recording is on
      And a call that "Ada" has completed
      When the task links:
        | type       | url       | title  |
        | Referenced | tickets/7 | Ticket |
      Then "Ada"'s segment offers only the default recording

    @assumed
    Example: the links of one call leave another call its recording
      Given call recording is on
      And a call that "Grace" has completed
      And a call that "Ada" has completed
      When the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      Then "Grace"'s segment offers only the default recording

  @CM-04
  Rule: beside media links a default stays only where the list names it
    To offer the ticket as well as the original, the integration lists both.

    @documented
    Example: the original recording after a ticket
      Given call recording is on
      And a call that "Ada" has completed
      When the task links:
        | type           | url                           | title  |
        | Referenced     | https://crm.example/tickets/7 | Ticket |
        | VoiceRecording | the call's recording          | Call   |
      Then "Ada"'s segment offers:
        | type           | url                           | title  |
        | Referenced     | https://crm.example/tickets/7 | Ticket |
        | VoiceRecording | the call's recording          | Call   |

    @documented
    Example: the original recording before a ticket
      Given call recording is on
      And a call that "Ada" has completed
      When the task links:
        | type           | url                           | title  |
        | VoiceRecording | the call's recording          | Call   |
        | Referenced     | https://crm.example/tickets/7 | Ticket |
      Then "Ada"'s segment offers:
        | type           | url                           | title  |
        | VoiceRecording | the call's recording          | Call   |
        | Referenced     | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: the original transcript between two pages
      Given a chat that "Ada" has accepted
      And the task links:
        | type           | url                           | sid      | title  |
        | Embedded       | https://crm.example/tickets/7 |          | Ticket |
        | ChatTranscript |                               | the chat |        |
        | Referenced     | https://crm.example/cases/3   |          | Case   |
      When "Ada" completes the task
      Then "Ada"'s segment offers:
        | type           | url                           | sid      | title  |
        | Embedded       | https://crm.example/tickets/7 |          | Ticket |
        | ChatTranscript |                               | the chat |        |
        | Referenced     | https://crm.example/cases/3   |          | Case   |

    @documented
    Example: the original recording in a reservation's list
      Given call recording is on
      And a call that "Ada" has completed
      When "Ada"'s reservation links:
        | type           | url                           | title  |
        | Embedded       | https://crm.example/tickets/7 | Ticket |
        | VoiceRecording | the call's recording          |        |
      Then "Ada"'s segment offers:
        | type           | url                           | title  |
        | Embedded       | https://crm.example/tickets/7 | Ticket |
        | VoiceRecording | the call's recording          |        |

    @documented
    Example: a list without the original does not bring it back
      Given call recording is on
      And a call that "Ada" has completed
      And the task links:
        | type           | url                  | title |
        | VoiceRecording | the call's recording | Call  |
      When the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

  @CM-13
  Rule: a call needs no link to its recording while call recording is on
    An integration that adds a link of its own to every call does so for
    nothing, and takes the default away from everybody else.

    @documented
    Scenario Outline: call recording is <setting>
      Given call recording is <setting>
      And a call that "Ada" has accepted
      When "Ada" completes the task
      Then "Ada"'s segment offers <what>

      Examples:
        | setting | what                       |
        | on      | only the default recording |
        | off     | nothing                    |

    @assumed
    Example: a chat is not recorded
      Given call recording is on
      And a chat that "Ada" has accepted
      And the task links nothing
      When "Ada" completes the task
      Then "Ada"'s segment offers only the default transcript

    @assumed
    Example: the recording is there while the call goes on
      Given call recording is on
      And a call offered to "Ada"
      When "Ada" accepts the task
      Then "Ada"'s segment offers only the default recording

    @assumed
    Example: turned on too late for a call that was accepted before
      Given call recording is off
      And a call that "Ada" has accepted
      And call recording is turned on
      When "Ada" completes the task
      Then "Ada"'s segment offers nothing

    @assumed
    Example: turned off too late for a call that was accepted before
      Given call recording is on
      And a call that "Ada" has accepted
      And call recording is turned off
      When "Ada" completes the task
      Then "Ada"'s segment offers only the default recording

    @assumed
    Example: the agent who turned the call down has no recording of it
      Given call recording is on
      And a call offered to "Ada", rejected, and accepted by "Grace"
      When "Grace" completes the task
      Then "Ada"'s segment offers nothing
      And "Grace"'s segment offers only the default recording
      And the "Support" queue's segment offers nothing
