@needs:webhooks @needs:clock
Feature: What a webhook is sent
  A callback is a request to an address that anybody can find out. Its signature
  is what tells the platform's from others; the number of earlier attempts is what
  tells a repeated one.

  Background:
    Given the contact centre "one queue, one agent"
    And a middleware that passes messages between "Joan" and "Ada"

  @CC-09
  Rule: an agent's answer reaches the middleware through the webhook
    The signature is that of Twilio's page on webhook security: the address, then
    each field's name and value in the order of the names, keyed with the token.
    Which answers are worth another call is in Twilio's description of Programmable
    Chat for its services, and assumed for the webhooks of a channel.

    @assumed
    Example: signed with the account's token
      When "Ada" answers "Good morning & welcome: 100% café"
      Then twilio-go accepts the signature of the callback for "Good morning & welcome: 100% café"
      And "Joan" has read "Good morning & welcome: 100% café"

    @assumed
    Scenario Outline: a callback of somebody else's, <how>
      Given "Ada" has answered "Good morning"
      When somebody repeats the callback for "Good morning" <how>
      Then the middleware answers 403
      And "Joan" has read "Good morning"

      Examples:
        | how                                   |
        | with another text                     |
        | with the signature of another account |
        | without its signature                 |

    @assumed
    Example: a callback that arrives once more as it was
      Given "Ada" has answered "Good morning"
      When somebody repeats the callback for "Good morning" as it was
      Then the middleware answers 204
      And "Joan" has read "Good morning"

    @assumed
    Example: an answer that arrived is sent once
      When "Ada" answers "Good morning"
      Then the middleware was called for "Good morning" 1 time

    @assumed
    Scenario Outline: an answer of <status>
      Given the middleware answers everything with <status>
      When "Ada" answers "Good morning"
      Then the webhook for "Good morning" is <outcome> after 1 call
      And "Joan" has read nothing

      Examples: taken for delivered
        | status | outcome   |
        | 200    | delivered |
        | 204    | delivered |

      Examples: worth another call
        | status | outcome            |
        | 429    | to be called again |
        | 500    | to be called again |
        | 503    | to be called again |

      Examples: reported at once
        | status | outcome            |
        | 400    | reported as failed |
        | 403    | reported as failed |
        | 428    | reported as failed |

    @assumed
    Example: a redirect is no delivery, and is not followed
      Given the middleware points everything to another address
      When "Ada" answers "Good morning"
      Then the webhook for "Good morning" is reported as failed after 1 call

    @assumed
    Example: how often it was tried before
      Given the middleware takes 15s to answer
      And "Ada" has answered "Good morning"
      When 1s passes
      Then the callbacks for "Good morning" say that they were tried before 0, 1 times
