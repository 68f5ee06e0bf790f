@needs:clock
Feature: The answer about a deleted task
  Clients tell a deleted task from a refused request by the answer's code, and
  stop where they would otherwise try again.

  Background:
    Given the contact centre "one queue, one agent"

  @TD-07
  Rule: a deleted task is answered with the code of a resource that never was
    There is no answer of its own for what has been there and is gone.

    @assumed
    Scenario Outline: <request> of a task that was <ended> <wait> ago
      Given a call that was <ended> <wait> ago
      When <deed>
      Then the answer is 404 with the code 20404

      Examples:
        | request   | ended     | wait     | deed                  |
        | a fetch   | completed | 120s     | the task is fetched   |
        | a fetch   | completed | 120.001s | the task is fetched   |
        | a fetch   | canceled  | 120.001s | the task is fetched   |
        | an update | completed | 120.001s | the task links nothing |
        | an update | canceled  | 120.001s | the task links nothing |

    @assumed
    Example: a fetch just before is answered with the task
      Given a call that was completed 119.999s ago
      When the task is fetched
      Then the request is accepted
