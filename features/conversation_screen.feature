@needs:insights
Feature: What a drill-down shows
  A supervisor drills down from a report to one conversation. The Conversation
  Screen then offers what the media list holds, unless the list keeps the screen
  shut.

  Background:
    Given the contact centre "one queue, one agent"
    And a call that "Ada" has completed

  @CM-15
  Rule: the Conversation Screen switches between the links in the order of the list
    The first link is what people see; the rest is a click away.

    @documented
    Example: the three links of the page
      When the task links:
        | type           | url                           | sid             | title          |
        | Embedded       | https://company.com/ticket-id |                 | Support Ticket |
        | ChatTranscript |                               | an earlier chat |                |
        | VoiceRecording | https://exampleurl.com        |                 |                |
      Then drilling down to "Ada"'s segment shows:
        | as         | type           | url                           | sid             | title          |
        | iframe     | Embedded       | https://company.com/ticket-id |                 | Support Ticket |
        | transcript | ChatTranscript |                               | an earlier chat |                |
        | player     | VoiceRecording | https://exampleurl.com        |                 |                |

    @documented
    Example: the same links the other way round
      When the task links:
        | type           | url                           | sid             | title          |
        | VoiceRecording | https://exampleurl.com        |                 |                |
        | ChatTranscript |                               | an earlier chat |                |
        | Embedded       | https://company.com/ticket-id |                 | Support Ticket |
      Then drilling down to "Ada"'s segment shows:
        | as         | type           | url                           | sid             | title          |
        | player     | VoiceRecording | https://exampleurl.com        |                 |                |
        | transcript | ChatTranscript |                               | an earlier chat |                |
        | iframe     | Embedded       | https://company.com/ticket-id |                 | Support Ticket |

    @documented
    Example: several links of one type
      When the task links:
        | type       | url                           | title |
        | Referenced | https://crm.example/tickets/3 | Three |
        | Referenced | https://crm.example/tickets/1 | One   |
        | Referenced | https://crm.example/tickets/2 | Two   |
      Then drilling down to "Ada"'s segment shows:
        | as   | type       | url                           | title |
        | link | Referenced | https://crm.example/tickets/3 | Three |
        | link | Referenced | https://crm.example/tickets/1 | One   |
        | link | Referenced | https://crm.example/tickets/2 | Two   |

    @documented
    Example: one link leaves nothing to switch to
      When the task links:
        | type     | url                           | title          |
        | Embedded | https://company.com/ticket-id | Support Ticket |
      Then drilling down to "Ada"'s segment shows:
        | as     | type     | url                           | title          |
        | iframe | Embedded | https://company.com/ticket-id | Support Ticket |

    @assumed
    Example: no link leaves the screen empty
      When the task links nothing
      Then drilling down to "Ada"'s segment shows nothing

  @CM-16
  Rule: a raw link in first position keeps the Conversation Screen shut
    Everything behind it is out of reach from Flex, however well it is linked.

    @documented
    Example: a raw link before two others
      When the task links:
        | type       | url                           | title  |
        | Raw        | https://crm.example/records/7 | Record |
        | Embedded   | https://crm.example/tickets/7 | Ticket |
        | Referenced | https://crm.example/cases/3   | Case   |
      Then drilling down to "Ada"'s segment opens only "https://crm.example/records/7", in a new tab

    @documented
    Example: nothing but a raw link
      When the task links:
        | type | url                           | title  |
        | Raw  | https://crm.example/records/7 | Record |
      Then drilling down to "Ada"'s segment opens only "https://crm.example/records/7", in a new tab

    @documented
    Example: two raw links, of which the second is out of reach
      When the task links:
        | type | url                           | title  |
        | Raw  | https://crm.example/records/7 | Record |
        | Raw  | https://crm.example/records/8 | Backup |
      Then drilling down to "Ada"'s segment opens only "https://crm.example/records/7", in a new tab

    @assumed
    Example: a raw link in second position
      When the task links:
        | type     | url                           | title  |
        | Embedded | https://crm.example/tickets/7 | Ticket |
        | Raw      | https://crm.example/records/7 | Record |
      Then drilling down to "Ada"'s segment shows:
        | as     | type     | url                           | title  |
        | iframe | Embedded | https://crm.example/tickets/7 | Ticket |
        | tab    | Raw      | https://crm.example/records/7 | Record |

    @documented
    Example: a reservation's raw link over a task's embedded one
      Given the task links:
        | type     | url                           | title  |
        | Embedded | https://crm.example/tickets/7 | Ticket |
      When "Ada"'s reservation links:
        | type       | url                           | title  |
        | Raw        | https://crm.example/records/7 | Record |
        | Referenced | https://crm.example/cases/3   | Case   |
      Then drilling down to "Ada"'s segment opens only "https://crm.example/records/7", in a new tab
      And drilling down to the "Support" queue's segment shows:
        | as     | type     | url                           | title  |
        | iframe | Embedded | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: a reservation's embedded link over a task's raw one
      Given the task links:
        | type | url                           | title  |
        | Raw  | https://crm.example/records/7 | Record |
      When "Ada"'s reservation links:
        | type     | url                           | title  |
        | Embedded | https://crm.example/tickets/7 | Ticket |
      Then drilling down to "Ada"'s segment shows:
        | as     | type     | url                           | title  |
        | iframe | Embedded | https://crm.example/tickets/7 | Ticket |
      And drilling down to the "Support" queue's segment opens only "https://crm.example/records/7", in a new tab

  @CM-17
  Rule: of several voice recordings the player shows only the first in the list
    A second recording is kept with the conversation, yet nobody can listen to
    it there.

    @documented
    Example: two recordings
      When the task links:
        | type           | url                         | title  |
        | VoiceRecording | https://crm.example/calls/9 | First  |
        | VoiceRecording | https://crm.example/calls/8 | Second |
      Then "Ada"'s segment offers:
        | type           | url                         | title  |
        | VoiceRecording | https://crm.example/calls/9 | First  |
        | VoiceRecording | https://crm.example/calls/8 | Second |
      And drilling down to "Ada"'s segment shows:
        | as     | type           | url                         | title |
        | player | VoiceRecording | https://crm.example/calls/9 | First |

    @documented
    Example: the first of three stands in third position, among other types
      When the task links:
        | type           | url                           | title    |
        | Embedded       | https://crm.example/tickets/7 | Ticket   |
        | Referenced     | https://crm.example/cases/3   | Case     |
        | VoiceRecording | https://crm.example/calls/9   | First    |
        | VoiceRecording | https://crm.example/calls/8   | Second   |
        | Raw            | https://crm.example/records/7 | Record   |
        | VoiceRecording | https://crm.example/calls/7   | Third    |
      Then drilling down to "Ada"'s segment shows:
        | as     | type           | url                           | title  |
        | iframe | Embedded       | https://crm.example/tickets/7 | Ticket |
        | link   | Referenced     | https://crm.example/cases/3   | Case   |
        | player | VoiceRecording | https://crm.example/calls/9   | First  |
        | tab    | Raw            | https://crm.example/records/7 | Record |

    @documented
    Example: one recording behind another type
      When the task links:
        | type           | url                           | title  |
        | Embedded       | https://crm.example/tickets/7 | Ticket |
        | VoiceRecording | https://crm.example/calls/9   | Only   |
      Then drilling down to "Ada"'s segment shows:
        | as     | type           | url                           | title  |
        | iframe | Embedded       | https://crm.example/tickets/7 | Ticket |
        | player | VoiceRecording | https://crm.example/calls/9   | Only   |

    @assumed
    Example: the recording that does not show is reported
      When the task links:
        | type           | url                         | title  |
        | VoiceRecording | https://crm.example/calls/9 | First  |
        | VoiceRecording | https://crm.example/calls/8 | Second |
      Then Insights reports:
        | severity | rule  | path                   |
        | warning  | CM-17 | conversations.media[1] |
