Feature: Starting an interaction
  An integration that brings a customer to an agent creates an interaction. One
  request makes everything that the contact needs: a channel, a conversation
  behind it, a task in TaskRouter that finds the agent.

  Background:
    Given the contact centre "one queue, one agent"

  @IC-02
  Rule: a channel comes with an interaction only
    Code that adds a channel to what is already there has nothing to call. A
    second medium for the same customer is a second interaction.

    @documented
    Example: an interaction brings its channel along
      When a chat comes in
      Then the interaction has one channel

    @documented
    Example: a channel cannot be added to a running interaction
      Given a chat that "Ada" has accepted
      When a channel is asked for on its own
      Then the request is refused as not provided
      And nothing has changed

    @assumed
    Example: a channel that has ended cannot be replaced
      Given a chat that "Ada" has accepted
      And the channel has been closed
      When a channel is asked for on its own
      Then the request is refused as not provided
      And nothing has changed

  @IC-03
  Rule: an interaction puts a task into routing at once
    Nothing has to be created in TaskRouter beside the interaction. What the
    interaction names has to be there when it is created, not later.

    @documented
    Example: the free agent is offered the task
      When a chat comes in
      Then the task is reserved
      And "Ada"'s reservation on the chat is pending

    @assumed
    Example: with nobody free the task waits in its queue
      Given "Ada" steps away
      When a chat comes in
      Then the task is pending
      And the task waits in the queue "Support"

    @documented
    Example: the task is in the workspace that the interaction names
      Given a second workspace
      When a chat comes in for the second workspace
      Then the task is in the second workspace

    @assumed
    Scenario Outline: an unknown <part> starts nothing
      When a chat comes in for an unknown <part>
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | part         |
        | workspace    |
        | workflow     |
        | task channel |

  @IC-05
  Rule: a channel carries one of eight media
    The type decides how the customer is reached. A misspelt one has to fail
    where it is written, not when an agent answers into the void.

    @documented
    Scenario Outline: <type> is a medium
      When a contact by "<type>" comes in
      Then the channel's type is "<type>"

      Examples:
        | type      |
        | voice     |
        | sms       |
        | email     |
        | web       |
        | whatsapp  |
        | chat      |
        | messenger |
        | gbm       |

    @assumed
    Scenario Outline: <case> is no medium: <type>
      When a contact by "<type>" comes in
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | case                  | type    |
        | an older medium       | fax     |
        | a capital letter      | Web     |
        | a task channel's name | video   |
        | half a name           | whats   |
        | two media at once     | sms,web |
        | an empty text         |         |

  @IC-20
  Rule: the channel's type may differ from the task channel in the routing
    The medium says how the customer writes, the task channel whose capacity the
    work takes. A centre that gives agents three chats counts web contacts and
    text messages against those three.

    @documented
    Scenario Outline: a contact by <type> is routed on the task channel <task channel>
      When a contact by "<type>" comes in on the task channel "<task channel>"
      Then the channel's type is "<type>"
      And the task is on the task channel "<task channel>"

      Examples: different
        | type  | task channel |
        | web   | chat         |
        | sms   | chat         |
        | chat  | sms          |
        | email | default      |

      Examples: the same
        | type | task channel |
        | chat | chat         |
        | sms  | sms          |

    @documented
    Scenario Outline: with no room for chats, a web contact on <task channel> is left <task>
      Given "Ada" takes no task on the task channel "chat"
      When a contact by "web" comes in on the task channel "<task channel>"
      Then the task is <task>

      Examples:
        | task channel | task     |
        | chat         | pending  |
        | sms          | reserved |

    @assumed
    Example: a medium is not a task channel by itself
      When a contact by "gbm" comes in on the task channel "gbm"
      Then the request is refused as invalid
      And nothing has changed
