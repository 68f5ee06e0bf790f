Feature: The channel of an interaction
  The channel is what an integration keeps hold of: agents come, go and come
  back as tasks, while the customer stays in one conversation.

  @IC-01
  Rule: a channel has one conversation however many tasks it has
    An agent who is invited reads what was written before. An integration that
    made a conversation for each task would split the customer's history.

    Background:
      Given the contact centre "one queue, three agents"

    @documented
    Scenario Outline: <agents> on one chat share its conversation
      Given a chat handled by <agents>
      When the channel is read
      Then the channel has <tasks>
      And all its tasks name the one conversation

      Examples:
        | agents       | tasks       |
        | one agent    | one task    |
        | two agents   | two tasks   |
        | three agents | three tasks |

    @documented
    Example: an invite makes a task before anybody accepts it
      Given a chat that "Ada" has accepted
      When "Grace" is invited to the chat
      Then the channel has two tasks
      And all its tasks name the one conversation
      And "Grace"'s reservation on the chat is pending

    @assumed
    Example: everybody on the chat takes part in the one conversation
      Given a chat that "Ada" has accepted
      And "Grace" has been invited to the chat
      When "Grace" takes up the chat
      Then three take part in the conversation

    @assumed
    Example: a conversation that is there already is taken over
      Given a conversation of the customer's
      When a chat comes in for that conversation
      Then the channel has one task
      And all its tasks name the one conversation

  @IC-06
  Rule: a channel is in one of five statuses
    What an integration may still do with a contact depends on the status alone;
    code that meets a sixth one has no answer to it.

    Background:
      Given the contact centre "one queue, one agent"

    @assumed
    Example: a contact that the customer begins is active at once
      When a chat comes in
      Then the channel's status is active

    @assumed
    Example: a contact for a conversation that the customer is in already is active at once
      Given a conversation of the customer's
      When a chat comes in for that conversation
      Then the channel's status is active

    @assumed
    Example: a contact that an agent begins is being set up
      When "Ada" begins a chat
      Then the channel's status is setup

    @assumed
    Example: a contact that an agent began is active once the agent accepts
      Given a chat that "Ada" has begun
      When "Ada" takes up the chat
      Then the channel's status is active

    @assumed
    Example: a contact for a conversation that does not exist has failed
      When a chat comes in for a conversation that does not exist
      Then the request is accepted
      And the channel's status is failed
      And the channel has no task

    @assumed
    Example: a contact for a conversation that was closed has failed
      Given a conversation of the customer's
      And the conversation has been closed
      When a chat comes in for that conversation
      Then the request is accepted
      And the channel's status is failed
      And the channel has no task

    @documented
    Scenario Outline: a channel that was <ended> is <status>
      Given a chat that "Ada" has accepted
      When the channel is <ended>
      Then the channel's status is <status>

      Examples:
        | ended                                            | status   |
        | closed                                           | closed   |
        | closed with the routing status "closed"          | closed   |
        | made inactive with the routing status "closed"   | inactive |

  @IC-08
  Rule: an interaction lists one channel
    Whoever knows the interaction finds its channel in the list, without keeping
    the channel's sid, so that the list has to stay unambiguous.

    Background:
      Given the contact centre "one queue, three agents"

    @documented
    Scenario Outline: <agents> on the chat, and one channel in the list
      Given a chat handled by <agents>
      When the interaction's channels are listed
      Then the list holds that one channel

      Examples:
        | agents       |
        | one agent    |
        | three agents |

    @documented
    Example: the channel of another interaction is not in the list
      Given a chat that "Ada" has accepted
      And a chat that "Grace" has accepted
      When the interaction's channels are listed
      Then the list holds that one channel

    @assumed
    Scenario Outline: a channel that was <ended> stays in the list
      Given a chat that "Ada" has accepted
      And the channel has been <ended>
      When the interaction's channels are listed
      Then the list holds that one channel

      Examples:
        | ended                                          |
        | closed                                         |
        | made inactive with the routing status "closed" |

    @assumed
    Example: an interaction that does not exist lists nothing
      When the channels of an interaction that does not exist are listed
      Then the request is refused as not found
