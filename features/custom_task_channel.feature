Feature: Task channels of one's own
  A contact centre that takes faxes, reviews or callbacks gives each of them a
  task channel: a capacity of its own for every agent, and a name that plugins
  can tell the work by.

  Background:
    Given the contact centre "one queue, one agent"

  @CC-01
  Rule: a task channel added to a workspace routes tasks to agents
    Nothing else has to be set up for the work to arrive. An integration names
    the channel when it creates a task; a name that is misspelt has to fail there,
    not leave the work on a channel whose capacity means something else.

    @documented
    Example: a task channel that was added can be looked up by its name
      When the task channel "fax" is added
      Then the workspace has the task channel "fax"

    @documented
    Example: a task on the added channel is offered to an agent
      Given the task channel "fax" has been added
      When a task arrives on the task channel "fax"
      Then the task is on the task channel "fax"
      And "Ada"'s reservation is pending

    @documented
    Example: the agent takes it like any other
      Given the task channel "fax" has been added
      And a task on the task channel "fax" is offered to "Ada"
      When "Ada" accepts the task
      Then the task is assigned
      And the task is on the task channel "fax"

    @assumed
    Example: a call leaves room on the added channel
      Given the task channel "fax" has been added
      And a call that "Ada" has accepted
      When a task arrives on the task channel "fax"
      Then "Ada"'s reservation is pending

    @assumed
    Scenario Outline: with room for <room> and <taken> taken, the next task is <task>
      Given the task channel "fax" has been added
      And "Ada" takes up to <room> tasks on the task channel "fax"
      And "Ada" has accepted <taken> tasks on the task channel "fax"
      When a task arrives on the task channel "fax"
      Then the task is <task>

      Examples:
        | room | taken | task     |
        | 0    | 0     | pending  |
        | 1    | 0     | reserved |
        | 1    | 1     | pending  |
        | 3    | 2     | reserved |
        | 3    | 3     | pending  |

    @assumed
    Scenario Outline: a second task channel by <case> is refused
      Given the task channel "fax" has been added
      When the task channel "<name>" is added
      Then the request is refused as conflicting
      And nothing has changed

      Examples:
        | case                          | name |
        | a name that was added         | fax  |
        | a name that the workspace has | chat |

    @assumed
    Scenario Outline: a task on <case> is refused
      Given the task channel "fax" has been added
      When a task arrives on the task channel "<name>"
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | case                         | name  |
        | a channel that was not added | telex |
        | a misspelt channel           | fex   |

    @assumed
    Scenario Outline: a task channel without <part> is refused
      When a task channel without <part> is added
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | part            |
        | a friendly name |
        | a unique name   |
