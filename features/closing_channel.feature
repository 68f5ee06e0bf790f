Feature: Closing an interaction channel
  Closing the channel is how an integration ends a contact. One request settles
  the channel, the tasks of every agent on it and the customer's conversation.

  Background:
    Given the contact centre "one queue, three agents"

  @IC-09
  Rule: a channel closed without a routing status leaves its tasks wrapping
    Agents keep the time that they need for their notes. A report that counts
    tasks as finished at the close would be early by all of it.

    @documented
    Scenario Outline: the work of <agents> goes into wrap-up
      Given a chat handled by <agents>
      When the channel is closed
      Then every task of the chat is wrapping
      And the conversation's state is closed

      Examples:
        | agents       |
        | one agent    |
        | three agents |

    @assumed
    Example: an empty routing counts as none
      Given a chat that "Ada" has accepted
      When the channel is closed with an empty routing
      Then every task of the chat is wrapping
      And the conversation's state is closed

    @assumed
    Example: a second close changes nothing more
      Given a chat handled by three agents
      And the channel has been closed
      When the channel is closed
      Then the request is accepted
      And nothing has changed

  @IC-10
  Rule: a channel closed with its routing closed leaves its tasks completed
    With nobody to wrap up, as after a bot's goodbye, the agent is free for the
    next contact at once.

    @documented
    Scenario Outline: the work of <agents> is finished
      Given a chat handled by <agents>
      When the channel is closed with the routing status "closed"
      Then every task of the chat is completed
      And the conversation's state is closed

      Examples:
        | agents       |
        | one agent    |
        | three agents |

    @assumed
    Example: tasks that an earlier close left in wrap-up are finished
      Given a chat handled by three agents
      And the channel has been closed
      When the channel is closed with the routing status "closed"
      Then every task of the chat is completed
      And the conversation's state is closed

    @assumed
    Example: a close without routing does not take finished tasks back
      Given a chat handled by three agents
      And the channel has been closed with the routing status "closed"
      When the channel is closed
      Then every task of the chat is completed

  @IC-11
  Rule: a channel goes inactive only with its routing closed
    The platform has no wrap-up on an inactive channel. Asked for one it refuses,
    so that no agent is left with work that nothing will end.

    @documented
    Scenario Outline: inactive with <routing> is refused
      Given a chat handled by three agents
      When the channel is made inactive with <routing>
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | routing                        |
        | no routing                     |
        | an empty routing               |
        | the routing status "wrapping"  |
        | the routing status "completed" |
        | the routing status "inactive"  |

    @documented
    Example: inactive with its routing closed is accepted
      Given a chat handled by three agents
      When the channel is made inactive with the routing status "closed"
      Then the request is accepted
      And the channel's status is inactive

  @IC-12
  Rule: an inactive channel has finished its tasks without closing the conversation
    This is how a long-lived contact rests: no agent is busy, the customer may
    write again tomorrow into the same conversation. The page's table of task
    states has no row for it; its parameter has, and demands the routing status.

    @documented
    Scenario Outline: the work of <agents> ends as the channel goes inactive
      Given a chat handled by <agents>
      When the channel is made inactive with the routing status "closed"
      Then every task of the chat is completed
      And the channel's status is inactive

      Examples:
        | agents       |
        | one agent    |
        | three agents |

    @assumed
    Example: the conversation stays as it was
      Given a chat that "Ada" has accepted
      When the channel is made inactive with the routing status "closed"
      Then the conversation's state is active

    @assumed
    Example: the customer may still write
      Given a chat that "Ada" has accepted
      And the channel has been made inactive with the routing status "closed"
      When the customer writes "one more thing"
      Then the request is accepted
      And the conversation holds the message "one more thing"

    @assumed
    Example: an inactive channel can be closed for good
      Given a chat that "Ada" has accepted
      And the channel has been made inactive with the routing status "closed"
      When the channel is closed with the routing status "closed"
      Then the channel's status is closed
      And the conversation's state is closed

    @assumed
    Example: a closed channel cannot be made inactive
      Given a chat that "Ada" has accepted
      And the channel has been closed
      When the channel is made inactive with the routing status "closed"
      Then the request is refused as invalid
      And nothing has changed

  @IC-13
  Rule: a closed channel is read-only whatever the routing status
    What was written is kept for the record. What comes later has to go into a
    new contact, and the integration learns it from the refusal.

    @documented
    Scenario Outline: <author> cannot write once the channel was <ended>
      Given a chat that "Ada" has accepted
      And the channel has been <ended>
      When <author> writes "are you still there?"
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | author       | ended                                   |
        | the customer | closed                                  |
        | the customer | closed with the routing status "closed" |
        | "Ada"        | closed                                  |
        | "Ada"        | closed with the routing status "closed" |

    @documented
    Scenario Outline: what was written can be read once the channel was <ended>
      Given a chat that "Ada" has accepted
      And the customer has written "good morning"
      And the channel has been <ended>
      When the conversation's messages are read
      Then the request is accepted
      And the conversation holds the message "good morning"

      Examples:
        | ended                                   |
        | closed                                  |
        | closed with the routing status "closed" |

    @assumed
    Example: the conversation cannot be opened again
      Given a chat that "Ada" has accepted
      And the channel has been closed
      When the conversation is opened again
      Then the request is refused as invalid
      And nothing has changed

  @IC-14
  Rule: closing puts the reservations of all agents on the channel into wrap-up
    One close ends the contact for everybody. An agent who was forgotten would
    keep a chat that the customer has left, with its capacity taken. The page says
    wrap-up for all and completed for a closed routing in one breath: wrap-up is
    what happens where nobody asks for more.

    @documented
    Example: both agents wrap up
      Given a chat that "Ada" and "Grace" have accepted
      When the channel is closed
      Then "Ada"'s reservation on the chat is wrapping
      And "Grace"'s reservation on the chat is wrapping

    @documented
    Example: the agent of another chat works on
      Given a chat that "Grace" has accepted
      And a chat that "Ada" has accepted
      When the channel is closed
      Then "Ada"'s reservation on the chat is wrapping
      And "Grace"'s reservation on the other chat is accepted

    @assumed
    Example: an agent who had finished stays finished
      Given a chat that "Ada" and "Grace" have accepted
      And "Ada" has left the chat
      When the channel is closed
      Then "Ada"'s reservation on the chat is completed
      And "Grace"'s reservation on the chat is wrapping

    @assumed
    Scenario Outline: an invite that nobody took up ends once the channel is <ended>
      Given a chat that "Ada" has accepted
      And "Grace" has been invited to the chat
      When the channel is <ended>
      Then "Grace"'s reservation on the chat is canceled
      And "Grace"'s task on the chat is canceled
      And "Ada"'s reservation on the chat is <left>

      Examples:
        | ended                                          | left      |
        | closed                                         | wrapping  |
        | closed with the routing status "closed"        | completed |
        | made inactive with the routing status "closed" | completed |

    @assumed
    Example: an offer that nobody took up ends
      Given a chat offered to "Ada"
      When the channel is closed
      Then "Ada"'s reservation on the chat is canceled
      And every task of the chat is canceled

    @assumed
    Scenario Outline: a chat that waits for an agent ends once the channel is <ended>
      Given a chat waiting in the queue
      When the channel is <ended>
      Then every task of the chat is canceled

      Examples:
        | ended                                          |
        | closed                                         |
        | closed with the routing status "closed"        |
        | made inactive with the routing status "closed" |

  @IC-15
  Rule: a channel update knows no status but closed or inactive
    Any other value is a slip of the caller. It has to come back as one, before
    an agent loses a chat to it. One table of the page lists closed alone; the
    parameter's own description takes inactive as well.

    @documented
    Scenario Outline: <status> is understood
      Given a chat that "Ada" has accepted
      When the channel is set to "<status>" with the routing status "closed"
      Then the request is accepted
      And the channel's status is <status>

      Examples:
        | status   |
        | closed   |
        | inactive |

    Scenario Outline: "<status>" is refused
      Given a chat that "Ada" and "Grace" have accepted
      When the channel is set to "<status>" with the routing status "closed"
      Then the request is refused as invalid
      And nothing has changed

      @documented
      Examples: statuses that a channel may be in
        | status |
        | setup  |
        | active |
        | failed |

      @documented
      Examples: other words
        | status   |
        | close    |
        | wrapping |

      @assumed
      Examples: either word in other letters, or no word
        | status   |
        | Closed   |
        | INACTIVE |
        |          |

    @assumed
    Example: the refusal names the parameter
      Given a chat that "Ada" has accepted
      When the channel is set to "active" with the routing status "closed"
      Then the request is refused as invalid, saying "Status"

    @documented
    Example: an update without a status is refused
      Given a chat that "Ada" and "Grace" have accepted
      When the channel is updated without a status
      Then the request is refused as invalid
      And nothing has changed

    Scenario Outline: closed with <routing> is refused
      Given a chat that "Ada" and "Grace" have accepted
      When the channel is closed with <routing>
      Then the request is refused as invalid
      And nothing has changed

      @documented
      Examples: a status other than the one that is allowed
        | routing                        |
        | the routing status "wrapping"  |
        | the routing status "completed" |
        | the routing status "inactive"  |

      @assumed
      Examples: the allowed one in other letters, or nothing to read
        | routing                     |
        | the routing status "Closed" |
        | an unreadable routing       |

    @assumed
    Example: the refusal of a routing names the parameter
      Given a chat that "Ada" has accepted
      When the channel is closed with an unreadable routing
      Then the request is refused as invalid, saying "Routing"
