Feature: Attaching media through a task's attributes
  Links to tickets, recordings and transcripts travel in the attributes of a
  task. Whoever writes them owns the whole text: the platform adds nothing to
  it, takes nothing from it, and keeps no second copy.

  Background:
    Given the contact centre "nobody available"
    And a call waiting in the queue

  @CM-01
  Rule: an update leaves a task with nothing but the attributes that it sent
    An integration that sends only its new link loses every other attribute, and
    one that counts on the old links to stay will find them gone.

    @documented
    Example: a link to a ticket
      When the task links:
        | type       | url                                  | title           |
        | Referenced | https://externalsystem.com/record-id | External Ticket |
      Then the request is accepted
      And the task's links are:
        | type       | url                                  | title           |
        | Referenced | https://externalsystem.com/record-id | External Ticket |

    @assumed
    Example: a second list takes the place of the first
      Given the task links:
        | type       | url                           | title      |
        | Referenced | https://crm.example/tickets/1 | Ticket one |
        | Referenced | https://crm.example/tickets/2 | Ticket two |
      When the task links:
        | type     | url                         | title    |
        | Embedded | https://crm.example/cases/3 | The case |
      Then the task's links are:
        | type     | url                         | title    |
        | Embedded | https://crm.example/cases/3 | The case |

    @assumed
    Example: an empty list takes the place of the first
      Given the task links:
        | type       | url                           | title      |
        | Referenced | https://crm.example/tickets/1 | Ticket one |
      When the task links nothing
      Then the task's links are none

    @assumed
    Example: data that the update leaves out is lost
      Given the task's data is:
        | conversations.campaign | Spring     |
        | department             | Retention  |
      When the task's attributes are replaced by:
        | department | Sales |
      Then the task's attributes are:
        | department | Sales |

  @CM-02
  Rule: a task can carry media from its creation
    A call that arrives with its ticket needs no second request, which could
    come too late.

    @documented
    Example: one link
      When a call arrives that links:
        | type       | url                                   | title           |
        | Referenced | https://externalsystem.com/record-id2 | External Ticket |
      Then the request is accepted
      And the task is pending
      And the task's links are:
        | type       | url                                   | title           |
        | Referenced | https://externalsystem.com/record-id2 | External Ticket |

    @assumed
    Example: several links, in the order in which they were given
      When a call arrives that links:
        | type           | url                           | title      |
        | VoiceRecording | https://crm.example/calls/9   |            |
        | Raw            | https://crm.example/records/8 | Record     |
        | Embedded       | https://crm.example/tickets/7 | The ticket |
      Then the task's links are:
        | type           | url                           | title      |
        | VoiceRecording | https://crm.example/calls/9   |            |
        | Raw            | https://crm.example/records/8 | Record     |
        | Embedded       | https://crm.example/tickets/7 | The ticket |

    @assumed
    Example: no task comes of attributes that cannot be read
      When a call arrives with unreadable attributes
      Then the request is refused as invalid, saying "Attributes"
      And no other task waits
