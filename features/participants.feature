Feature: Agents of an interaction channel
  A contact may outlive the work of those who handle it: the agent finishes, the
  channel stays open for the customer's next message.

  Background:
    Given the contact centre "one queue, two agents"
    And a chat that "Ada" and "Grace" have accepted

  @IC-16
  Rule: an agent finishes alone when the participant's status is set
    Closing the channel would shut the conversation on the customer. The agent's
    own participant ends the agent's work; nobody else notices.

    @documented
    Example: an agent who leaves finishes her own work only
      When "Ada" leaves the chat
      Then "Ada"'s task on the chat is completed
      And "Ada"'s reservation on the chat is completed
      And "Grace"'s task on the chat is assigned
      And "Grace"'s reservation on the chat is accepted

    @documented
    Example: the channel stays open when an agent leaves
      When "Ada" leaves the chat
      Then the channel's status is active
      And the conversation's state is active

    @documented
    Example: the channel stays open when the last agent leaves
      Given "Grace" has left the chat
      When "Ada" leaves the chat
      Then every task of the chat is completed
      And the channel's status is active
      And the conversation's state is active

    @documented
    Example: the customer may write when no agent is left
      Given "Grace" has left the chat
      And "Ada" has left the chat
      When the customer writes "one more thing"
      Then the request is accepted
      And the conversation holds the message "one more thing"

    @assumed
    Example: an agent who wraps up keeps the channel open
      When "Ada" goes into wrap-up on the chat
      Then "Ada"'s task on the chat is wrapping
      And "Ada"'s reservation on the chat is wrapping
      And "Grace"'s reservation on the chat is accepted
      And the channel's status is active
      And the conversation's state is active

    @assumed
    Example: an agent who has wrapped up can finish
      Given "Ada" has gone into wrap-up on the chat
      When "Ada" leaves the chat
      Then "Ada"'s task on the chat is completed
      And "Ada"'s reservation on the chat is completed

    @assumed
    Scenario Outline: an agent's status cannot be set to "<status>"
      When "Ada"'s part in the chat is set to "<status>"
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | status    |
        | active    |
        | inactive  |
        | completed |
        | wrapping  |
        | Closed    |
        |           |

    @assumed
    Scenario Outline: the customer's status cannot be set to "<status>"
      When the customer's part in the chat is set to "<status>"
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | status |
        | closed |
        | wrapup |
