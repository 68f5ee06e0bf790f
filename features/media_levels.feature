@needs:insights
Feature: Where media links stand
  A task's own links belong to everybody who had to do with it. A reservation's
  belong to the one agent. An integration picks the level by who is to see the
  link, and a wrong pick shows one agent's notes under another one's name.

  @CM-05
  Rule: a task's links reach every segment of the task
    Whoever looks at any part of the handling finds the ticket. TaskRouter's REST
    API cannot transfer a task, as agents do in Flex. Other ways to several
    segments stand for it: an offer that another agent takes, a task that changes
    its queue as its attributes do, a colleague's task on the same chat.

    @documented
    Example: one agent
      Given the contact centre "one queue, one agent"
      And a call that "Ada" has completed
      When the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
        | Embedded   | https://crm.example/cases/3   | Case   |
      Then "Ada"'s segment offers:
        | level | type       | url                           | title  |
        | task  | Referenced | https://crm.example/tickets/7 | Ticket |
        | task  | Embedded   | https://crm.example/cases/3   | Case   |
      And the "Support" queue's segment offers:
        | level | type       | url                           | title  |
        | task  | Referenced | https://crm.example/tickets/7 | Ticket |
        | task  | Embedded   | https://crm.example/cases/3   | Case   |

    @documented
    Example: the agent who turned the call down before another took it
      Given the contact centre "one queue, two agents"
      And a call offered to "Ada", rejected, and accepted by "Grace"
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      When "Grace" completes the task
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      And "Grace"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

    @documented @needs:clock
    Example: the agent who let the offer time out
      Given the contact centre "one queue, one agent"
      And a call offered to "Ada"
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      When the offer times out
      Then "Ada"'s reservation is timeout
      And "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: the agent whose offer ended with the call
      Given the contact centre "one queue, one agent"
      And a call offered to "Ada"
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      When the task is canceled
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: the agent who was slower than a colleague
      Given the contact centre "parallel offers"
      And a call offered to "Ada" and "Grace"
      And "Grace" accepts the task
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      When "Grace" completes the task
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: both queues of a call that moved
      Given the contact centre "two queues"
      And a call waiting in the queue
      And the task's data is:
        | department | sales |
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      When the task is canceled
      Then the "Support" queue's segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      And the "Sales" queue's segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: the newest list of several
      Given the contact centre "one queue, two agents"
      And a call that "Ada" has accepted
      And the task links:
        | type       | url                           | title |
        | Referenced | https://crm.example/tickets/1 | Old   |
      And "Ada" completes the task
      When the task links:
        | type       | url                           | title |
        | Referenced | https://crm.example/tickets/2 | New   |
      Then "Ada"'s segment offers:
        | type       | url                           | title |
        | Referenced | https://crm.example/tickets/2 | New   |

    @assumed
    Example: a link is not read before the offer ends
      Given the contact centre "one queue, one agent"
      And a call that "Ada" has accepted
      When the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      Then "Ada"'s segment offers nothing

    @documented
    Example: not the segment of another task
      Given the contact centre "one queue, two agents"
      And a call that "Grace" has completed
      And a call that "Ada" has completed
      When the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      Then "Grace"'s segment offers nothing

    @assumed
    Example: not the task of an agent who was invited to the same chat
      Given the contact centre "one queue, two agents"
      And a chat that "Ada" and "Grace" have accepted
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      When the task is completed
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      And "Grace"'s segment offers only the default transcript

  @CM-06
  Rule: a reservation's links reach the segment of that reservation alone
    Notes of one agent do not turn up under the name of the next.

    Background:
      Given the contact centre "one queue, three agents"

    @documented
    Example: the agent who handled the call
      Given a call that "Ada" has completed
      When "Ada"'s reservation links:
        | type     | url                         | title      |
        | Embedded | https://crm.example/notes/1 | Ada's note |
      Then "Ada"'s segment offers:
        | level       | type     | url                         | title      |
        | reservation | Embedded | https://crm.example/notes/1 | Ada's note |
      And the "Support" queue's segment offers nothing

    @documented
    Example: two agents with different links
      Given a call offered to "Ada", rejected, and accepted by "Grace"
      And "Ada"'s reservation links:
        | type     | url                         | title      |
        | Embedded | https://crm.example/notes/1 | Ada's note |
      And "Grace"'s reservation links:
        | type       | url                         | title        |
        | Referenced | https://crm.example/notes/2 | Grace's note |
        | Embedded   | https://crm.example/notes/3 | Grace's case |
      When "Grace" completes the task
      Then "Ada"'s segment offers:
        | level       | type     | url                         | title      |
        | reservation | Embedded | https://crm.example/notes/1 | Ada's note |
      And "Grace"'s segment offers:
        | level       | type       | url                         | title        |
        | reservation | Referenced | https://crm.example/notes/2 | Grace's note |
        | reservation | Embedded   | https://crm.example/notes/3 | Grace's case |

    @documented
    Example: an agent without links of their own gets nobody else's
      Given a call offered to "Ada", rejected, and accepted by "Grace"
      And "Ada"'s reservation links:
        | type     | url                         | title      |
        | Embedded | https://crm.example/notes/1 | Ada's note |
      When "Grace" completes the task
      Then "Grace"'s segment offers nothing

    @assumed
    Example: links for a reservation that the task never had change nothing
      Given a call that "Ada" has completed
      And "Ada"'s reservation links:
        | type     | url                         | title      |
        | Embedded | https://crm.example/notes/1 | Ada's note |
      When an unknown reservation links:
        | type       | url                         | title         |
        | Referenced | https://crm.example/notes/2 | Nobody's note |
      Then the request is accepted
      And "Ada"'s segment offers:
        | type     | url                         | title      |
        | Embedded | https://crm.example/notes/1 | Ada's note |
      And Insights reports:
        | severity | rule  | path                             |
        | note     | CM-06 | reservation_attributes.(unknown) |

  @CM-07
  Rule: a reservation's links replace the task's on that reservation's segment
    Nothing is merged: an integration that adds one note for an agent has to
    repeat the task's links that this agent's supervisor is to see.

    Background:
      Given the contact centre "one queue, three agents"

    @documented
    Example: other links on the reservation than on the task
      Given a call offered to "Ada", rejected, and accepted by "Grace"
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
        | Embedded   | https://crm.example/cases/3   | Case   |
      And "Grace"'s reservation links:
        | type     | url                         | title        |
        | Embedded | https://crm.example/notes/2 | Grace's note |
      When "Grace" completes the task
      Then "Grace"'s segment offers:
        | level       | type     | url                         | title        |
        | reservation | Embedded | https://crm.example/notes/2 | Grace's note |
      And "Ada"'s segment offers:
        | level | type       | url                           | title  |
        | task  | Referenced | https://crm.example/tickets/7 | Ticket |
        | task  | Embedded   | https://crm.example/cases/3   | Case   |
      And the "Support" queue's segment offers:
        | level | type       | url                           | title  |
        | task  | Referenced | https://crm.example/tickets/7 | Ticket |
        | task  | Embedded   | https://crm.example/cases/3   | Case   |

    @documented
    Example: the same link on both is offered once
      Given a call that "Ada" has completed
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      When "Ada"'s reservation links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      Then "Ada"'s segment offers:
        | level       | type       | url                           | title  |
        | reservation | Referenced | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: one reservation of three
      Given a call offered to "Ada", rejected, offered to "Grace", rejected, and accepted by "Joan"
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      And "Grace"'s reservation links:
        | type     | url                         | title        |
        | Embedded | https://crm.example/notes/2 | Grace's note |
      When "Joan" completes the task
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      And "Grace"'s segment offers:
        | type     | url                         | title        |
        | Embedded | https://crm.example/notes/2 | Grace's note |
      And "Joan"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |

    @assumed
    Example: an empty list on the reservation replaces nothing
      Given a call that "Ada" has completed
      And the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      When "Ada"'s reservation links nothing
      Then "Ada"'s segment offers:
        | level | type       | url                           | title  |
        | task  | Referenced | https://crm.example/tickets/7 | Ticket |

    @documented
    Example: a task's newer links do not come back over the reservation's
      Given a call that "Ada" has completed
      And "Ada"'s reservation links:
        | type     | url                         | title      |
        | Embedded | https://crm.example/notes/1 | Ada's note |
      When the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/7 | Ticket |
      Then "Ada"'s segment offers:
        | level       | type     | url                         | title      |
        | reservation | Embedded | https://crm.example/notes/1 | Ada's note |
