Feature: Who is answered
  Every request carries an account's credentials. What they do not open says
  nothing of what is behind them: not its content, not even that it is there.

  Background:
    Given the contact centre "one queue, one agent"

  @CM-19
  Rule: a conversation with attached media opens to nobody without authorization
    Media links, transcripts and recordings are reached by way of these
    resources. One of them that answered without credentials would lead to all
    the others.

    @documented
    Scenario Outline: the <resource> with <credentials>
      Given a chat that "Ada" has accepted
      And the customer has written "my blood pressure"
      When the <resource> is asked for with <credentials>
      Then the request is refused as unauthorized
      And the answer gives nothing of the <resource> away

      Examples:
        | resource            | credentials             |
        | task                | no credentials          |
        | task                | a wrong token           |
        | task                | another account's token |
        | reservation         | no credentials          |
        | reservation         | a wrong token           |
        | reservation         | another account's token |
        | agent               | no credentials          |
        | agent               | a wrong token           |
        | agent               | another account's token |
        | interaction         | no credentials          |
        | interaction         | a wrong token           |
        | interaction         | another account's token |
        | interaction channel | no credentials          |
        | interaction channel | a wrong token           |
        | interaction channel | another account's token |
        | conversation        | no credentials          |
        | conversation        | a wrong token           |
        | conversation        | another account's token |
        | list of tasks       | no credentials          |
        | list of tasks       | a wrong token           |
        | list of tasks       | another account's token |
        | account             | no credentials          |
        | account             | a wrong token           |
        | account             | another account's token |

    @documented
    Scenario Outline: the chat's <resources> with <credentials>
      Given a chat that "Ada" has accepted
      And the customer has written "my blood pressure"
      When the <resources> are asked for with <credentials>
      Then the request is refused as unauthorized
      And the answer gives nothing of the <resources> away

      Examples:
        | resources    | credentials             |
        | messages     | no credentials          |
        | messages     | a wrong token           |
        | messages     | another account's token |
        | participants | no credentials          |
        | participants | a wrong token           |
        | participants | another account's token |
        | invites      | no credentials          |
        | invites      | a wrong token           |
        | invites      | another account's token |
        | events       | no credentials          |
        | events       | a wrong token           |
        | events       | another account's token |

    @documented
    Scenario Outline: a call's <resource> with <credentials>
      Given call recording is on
      And a call that "Ada" has completed
      When the <resource> is asked for with <credentials>
      Then the request is refused as unauthorized
      And the answer gives nothing of the <resource> away

      Examples:
        | resource           | credentials             |
        | recording          | no credentials          |
        | recording          | a wrong token           |
        | recording          | another account's token |
        | recording's sound  | no credentials          |
        | recording's sound  | a wrong token           |
        | recording's sound  | another account's token |
        | list of recordings | no credentials          |
        | list of recordings | a wrong token           |
        | list of recordings | another account's token |

    @assumed
    Scenario Outline: another account finds no <resource> with its own credentials
      Given a chat that "Ada" has accepted
      When the <resource> is asked for with another account's credentials
      Then the request is refused as not found
      And the answer gives nothing of the <resource> away

      Examples:
        | resource            |
        | task                |
        | reservation         |
        | agent               |
        | list of tasks       |
        | events              |
        | interaction         |
        | interaction channel |
        | participants        |
        | invites             |
        | conversation        |
        | messages            |
        | account             |

    @assumed
    Scenario Outline: another account finds no <resource> of a call with its own credentials
      Given call recording is on
      And a call that "Ada" has completed
      When the <resource> is asked for with another account's credentials
      Then the request is refused as not found
      And the answer gives nothing of the <resource> away

      Examples:
        | resource           |
        | recording          |
        | recording's sound  |
        | list of recordings |

    @documented
    Scenario Outline: an update with <credentials> changes nothing
      Given a chat that "Ada" has accepted
      When the task is updated with <credentials>
      Then the request is refused as unauthorized
      And nothing has changed

      Examples:
        | credentials             |
        | no credentials          |
        | a wrong token           |
        | another account's token |
