@needs:webhooks @needs:clock
Feature: Answers that find their way back to a custom chat
  The customer of a custom chat sees nothing of Flex. What an agent answers
  reaches them only if the platform calls the middleware, and the middleware
  passes it on: once, in order, and after it was down as well.

  Background:
    Given the contact centre "one queue, one agent"
    And a middleware that passes messages between "Joan" and "Ada"

  @CC-09
  Rule: an agent's answer reaches the middleware through the webhook
    An answer that is lost on this way looks to the agent like one that was read.
    The pages say that the webhook is called when a message is added. How long it
    waits, when it is called again and what happens in the end are assumptions.

    @documented
    Example: an agent answers
      When "Ada" answers "Good morning"
      Then "Joan" has read "Good morning"
      And the webhook for "Good morning" is delivered after 1 call
      And the chat channel keeps "Hello" and then "Good morning"

    @assumed
    Example: a customer writes
      When "Joan" writes "Is anybody there?" to the middleware
      Then the webhook for "Is anybody there?" is delivered after 1 call
      And "Joan" has read nothing

    @assumed
    Example: several answers, one after the other
      When "Ada" answers "One moment", "I have found it", "Here it is"
      Then "Joan" has read "One moment", "I have found it", "Here it is"

    @assumed
    Scenario Outline: the middleware is down for the first <calls> calls, <span> later
      Given the middleware is down
      And "Ada" has answered "Good morning"
      When <span> passes
      Then the webhook for "Good morning" is to be called again after <calls> calls
      And "Joan" has read nothing
      And the chat channel keeps "Hello" and then "Good morning"

      Examples:
        | span   | calls |
        | 0.999s | 1     |
        | 1s     | 2     |
        | 2.999s | 2     |
        | 3s     | 3     |
        | 6.999s | 3     |

    @assumed
    Scenario Outline: the middleware is down for good, <span> later
      Given the middleware is down
      And "Ada" has answered "Good morning"
      When <span> passes
      Then the webhook for "Good morning" is reported as failed after 4 calls
      And the history tells of one failed webhook
      And "Joan" has read nothing
      And the chat channel keeps "Hello" and then "Good morning"

      Examples:
        | span |
        | 7s   |
        | 1d   |

    @assumed
    Example: the middleware is up again before it is called once more
      Given the middleware is down
      And "Ada" has answered "Good morning"
      And the middleware is up again
      When 1s passes
      Then "Joan" has read "Good morning"
      And the webhook for "Good morning" is delivered after 2 calls
      And the history tells of no failed webhooks

    @assumed
    Example: an answer waits behind one that is tried again
      Given the middleware is down
      And "Ada" has answered "One"
      And the middleware is up again
      When "Ada" answers "Two", "Three"
      Then "Joan" has read nothing

    @assumed
    Example: answers that have waited arrive in order
      Given the middleware is down
      And "Ada" has answered "One", "Two", "Three"
      And the middleware is up again
      When 1s passes
      Then "Joan" has read "One", "Two", "Three"

    @assumed
    Example: an answer that was given up lets the next one pass
      Given the middleware is down
      And "Ada" has answered "One", "Two"
      And 7s pass
      And the middleware is up again
      When 1s passes
      Then "Joan" has read "Two"
      And the chat channel keeps "Hello", "One", "Two"

    @assumed
    Scenario Outline: the middleware takes <span> to answer
      Given the middleware takes <span> to answer
      When "Ada" answers "Good morning"
      Then the webhook for "Good morning" is <outcome> after 1 call
      And "Joan" has read "Good morning"

      Examples:
        | span    | outcome            |
        | 14.999s | delivered          |
        | 15s     | to be called again |
        | 15.001s | to be called again |

    @assumed
    Example: a middleware that was too slow is told twice and tells once
      Given the middleware takes 15s to answer
      And "Ada" has answered "Good morning"
      When 1s passes
      Then the webhook for "Good morning" is delivered after 2 calls
      And "Joan" has read "Good morning"

    @assumed
    Scenario Outline: as often as its webhook asks for: <times> times
      Given the middleware's webhook is called again up to <times> times
      And the middleware is down
      And "Ada" has answered "Good morning"
      When 1h passes
      Then the webhook for "Good morning" is reported as failed after <calls> calls
      And the history tells of one failed webhook

      Examples:
        | times | calls |
        | 0     | 1     |
        | 1     | 2     |
        | 2     | 3     |
        | 3     | 4     |

    @assumed
    Example: reported at once where no further call is asked for
      Given the middleware's webhook is called again up to 0 times
      And the middleware is down
      When "Ada" answers "Good morning"
      Then the webhook for "Good morning" is reported as failed after 1 call
      And the history tells of one failed webhook
      And the chat channel keeps "Hello" and then "Good morning"
