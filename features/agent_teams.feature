@needs:insights
Feature: Agents who work for several queues
  Their team is a matter of what they did last, as long as no attribute says
  otherwise.

  Background:
    Given the contact centre "two queues, one agent"
    And a call that "Ada" has completed
    And a call waiting in the queue

  @TD-21
  Rule: the queue that stands in for an agent's team is that of the latest offer
    The page says that a queue stands in and not which. A report by teams moves
    the agent, with all of their past, to another one at every change.

    @assumed
    Example: the queue of the last offer
      Given the task's data is:
        | department | sales |
      When "Ada" is back
      Then "Ada" counts for the team of the "Sales" queue

    @assumed
    Example: a task that waits in another queue does not count
      When the task's data is:
        | department | sales |
      Then "Ada" counts for the team of the "Support" queue
