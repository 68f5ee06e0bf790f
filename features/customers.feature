@needs:insights
Feature: Which customer a conversation belongs to
  Reports on customers follow one person through calls, messages and mails.
  Insights has to be told who that is; what it is not told it makes up, and a
  regular becomes a stranger every time.

  Background:
    Given the contact centre "one queue, one agent"

  @TD-29
  Rule: the first filled key in a fixed order says which customer a conversation belongs to
    An integration that fills several keys has to know which one wins: the
    others may say something else and nobody will hear.

    @documented
    Scenario Outline: <better> goes before <worse> where the latter is the same
      Given an email that "Ada" has completed, with:
        | <worse> | <known> |
      When an email arrives with:
        | <better> | <other> |
        | <worse>  | <known> |
      Then the first email and the second email belong to two customers

      Examples:
        | better                | worse           | other           | known           |
        | customers.external_id | customers.phone | A-17            | +15550100007    |
        | customers.phone       | customers.email | +15550100007    | jo@mail.example |
        | customers.email       | from            | jo@mail.example | +15550100007    |

    @documented
    Scenario Outline: <better> goes before <worse> where the former is the same
      Given an email that "Ada" has completed, with:
        | <better> | <same>  |
        | <worse>  | <first> |
      When an email arrives with:
        | <better> | <same>   |
        | <worse>  | <second> |
      Then the first email and the second email belong to one customer

      Examples:
        | better                | worse                         | same            | first           | second           |
        | customers.external_id | customers.phone               | A-17            | +15550100007    | +15550100008     |
        | customers.phone       | customers.email               | +15550100007    | jo@mail.example | kim@mail.example |
        | customers.email       | from                          | jo@mail.example | +15550100007    | +15550100008     |
        | from                  | conversations.conversation_id | +15550100007    | case 1          | case 2           |

    @documented
    Example: nobody says who, so that each conversation has a customer of its own
      Given an email that "Ada" has completed, with:
        | department | Sales |
      When an email arrives with:
        | department | Sales |
      Then the first email and the second email belong to two customers

    @documented
    Example: nobody says who in two tasks of one conversation
      Given an email that "Ada" has completed, with:
        | department | Sales |
      When an email arrives with:
        | conversations.conversation_id | the first email's conversation id |
      Then the first email and the second email belong to one customer

    @documented
    Scenario Outline: of <direction> calls the other end is the customer: <other end>
      Given a call that "Ada" has completed, with:
        | from | +15550100007 |
        | to   | +15550100002 |
      When a call arrives with:
        | direction | <direction> |
        | from      | <from>      |
        | to        | <to>        |
      Then the first call and the second call belong to <customers>

      Examples:
        | direction | other end | from         | to           | customers     |
        | inbound   | the same  | +15550100007 | +15550100003 | one customer  |
        | inbound   | another   | +15550100008 | +15550100007 | two customers |
        | outbound  | the same  | +15550100003 | +15550100007 | one customer  |
        | outbound  | another   | +15550100007 | +15550100008 | two customers |

    @assumed
    Scenario Outline: a call of <sort> direction, <end>
      Given a call that "Ada" has completed, with:
        | from | +15550100007 |
      When a call arrives with:
        | direction | <direction> |
        | from      | <from>      |
        | to        | <to>        |
      Then the first call and the second call belong to <customers>

      Examples:
        | sort       | end               | direction | from         | to           | customers     |
        | no         | from the customer | null      | +15550100007 | +15550100002 | one customer  |
        | no         | to the customer   | null      | +15550100002 | +15550100007 | two customers |
        | an unknown | from the customer | sideways  | +15550100007 | +15550100002 | two customers |
        | an unknown | to the customer   | sideways  | +15550100002 | +15550100007 | two customers |
        | a nameless | from the customer | 7         | +15550100007 | +15550100002 | two customers |

    @assumed
    Scenario Outline: <key> is <nothing>, and the next key counts
      Given an email that "Ada" has completed, with:
        | <next> | <known> |
      When an email arrives with:
        | <key>  | <nothing> |
        | <next> | <known>   |
      Then the first email and the second email belong to one customer

      Examples:
        | key                   | nothing | next            | known           |
        | customers.external_id | ""      | customers.phone | +15550100007    |
        | customers.external_id | null    | customers.phone | +15550100007    |
        | customers.external_id | 17      | customers.phone | +15550100007    |
        | customers.phone       | ""      | customers.email | jo@mail.example |
        | customers.phone       | null    | customers.email | jo@mail.example |
        | customers.phone       | 17      | customers.email | jo@mail.example |
        | customers.email       | ""      | from            | +15550100007    |
        | customers.email       | null    | from            | +15550100007    |
        | customers.email       | true    | from            | +15550100007    |

    @assumed
    Scenario Outline: from is <nothing>, and each conversation has a customer of its own
      Given an email that "Ada" has completed, with:
        | from | <nothing> |
      When an email arrives with:
        | from | <nothing> |
      Then the first email and the second email belong to two customers

      Examples:
        | nothing |
        | ""      |
        | null    |
        | 17      |

    @assumed
    Example: of several tasks that hold the key the first one counts
      Given an email that "Ada" has completed, with:
        | customers.phone | +15550100007 |
      And an email that "Ada" has completed, with:
        | conversations.conversation_id | the first email's conversation id |
        | customers.phone               | +15550100008                      |
      When an email arrives with:
        | customers.phone | +15550100007 |
      Then the first email and the third email belong to one customer

    @assumed
    Example: a better key of a later task goes before a worse one of the first
      Given an email that "Ada" has completed, with:
        | customers.email | jo@mail.example |
      And an email that "Ada" has completed, with:
        | conversations.conversation_id | the first email's conversation id |
        | customers.phone               | +15550100007                      |
      When an email arrives with:
        | customers.phone | +15550100007 |
      Then the first email and the third email belong to one customer

  @TD-30
  Rule: an external id counts only if it is there before the first segment ends
    The wait in the queue is a segment, and it ends when the agent picks up (that
    this is the first segment which the page means is assumed). An id that is
    looked up while they talk comes too late for this conversation.

    Background:
      Given an email that "Ada" has completed, with:
        | customers.external_id | A-17 |

    @documented
    Example: there from the beginning
      When a call arrives with:
        | customers.external_id | A-17 |
      Then the email and the call belong to one customer

    @assumed
    Scenario Outline: set <when> the first segment ends
      Given a call <state>
      And the task's data is:
        | customers.external_id | A-17 |
      When <what happens>
      Then the email and the call belong to <customers>

      Examples: the wait in the queue ends first
        | when                          | state                     | what happens             | customers     |
        | while it waits, before        | offered to "Ada"          | "Ada" accepts the task   | one customer  |
        | while nobody is there, before | waiting in the queue      | the task is canceled     | one customer  |
        | while they talk, after        | that "Ada" has accepted   | "Ada" completes the task | two customers |
        | in wrap-up, after             | that "Ada" has wrapped up | "Ada" completes the task | two customers |

      Examples: an offer that fails, or a wait on a channel, ends first
        | when                        | state                | what happens                               | customers    |
        | while it is offered, before | offered to "Ada"     | "Ada" rejects the task                     | one customer |
        | on the old channel, before  | waiting in the queue | the task changes to the task channel "sms" | one customer |

    @assumed
    Scenario Outline: set after the first segment, <of what kind>, has ended
      Given a call <state>
      And <its end>
      And the task's data is:
        | customers.external_id | A-17 |
      When the task is canceled
      Then the email and the call belong to two customers

      Examples:
        | of what kind        | state                | its end                                        |
        | an offer            | offered to "Ada"     | "Ada" rejects the task                         |
        | a wait on a channel | waiting in the queue | the task has changed to the task channel "sms" |

    @assumed
    Example: sent with the very request that ends the first segment
      Given a call waiting in the queue
      When the task is canceled with the data:
        | customers.external_id | A-17 |
      Then the email and the call belong to one customer

    @documented
    Example: brought by a second task, after the first one was over
      Given a call that "Ada" has completed
      When a call arrives with:
        | conversations.conversation_id | the first call's sid |
        | customers.external_id         | A-17                 |
      Then the email and the second call belong to two customers

    @assumed
    Example: brought by a second task while the first one waits
      Given a call waiting in the queue
      And a call waiting in the queue, with:
        | conversations.conversation_id | the first call's sid |
        | customers.external_id         | A-17                 |
      When the task is canceled
      Then the email and the first call belong to one customer

    @documented
    Example: what comes too late leaves the customer to the next key
      Given a text message that "Ada" has completed, with:
        | customers.phone | +15550100007 |
      And a call that "Ada" has accepted, with:
        | customers.phone | +15550100007 |
      And the task's data is:
        | customers.external_id | A-17 |
      When "Ada" completes the task
      Then the text message and the call belong to one customer

    @assumed
    Scenario Outline: an external id that came in time and is then <then>
      Given a call that "Ada" has accepted, with:
        | customers.external_id | A-17 |
      And the task's data is:
        | customers.external_id | <new> |
      When "Ada" completes the task
      Then the email and the call belong to one customer

      Examples:
        | then       | new  |
        | changed    | B-2  |
        | taken away | null |

  @TD-31
  Rule: one external id joins a customer's conversations across channels
    A number tells who calls and an address who writes; that both are the same
    person is known to the integration alone.

    @documented
    Scenario Outline: <an earlier contact>, then <a later one>
      Given <an earlier contact> that "Ada" has completed, with:
        | customers.external_id | A-17 |
      When <a later one> arrives with:
        | customers.external_id | A-17 |
      Then the <first> and the <second> belong to one customer

      Examples:
        | an earlier contact | first        | a later one    | second       |
        | a call             | call         | a text message | text message |
        | a text message     | text message | a chat         | chat         |
        | a chat             | chat         | an email       | email        |
        | an email           | email        | a call         | call         |

    @documented
    Example: all four at once
      Given a call that "Ada" has completed, with:
        | customers.external_id | A-17 |
      And a text message that "Ada" has completed, with:
        | customers.external_id | A-17 |
      And a chat that "Ada" has completed, with:
        | customers.external_id | A-17 |
      When an email arrives with:
        | customers.external_id | A-17 |
      Then the call, the text message, the chat and the email belong to one customer

    @documented
    Example: one phone number that two customers share
      Given a call that "Ada" has completed, with:
        | customers.external_id | A-17         |
        | customers.phone       | +15550100007 |
      When a text message arrives with:
        | customers.external_id | B-2          |
        | customers.phone       | +15550100007 |
      Then the call and the text message belong to two customers

    @assumed
    Example: ids that differ in case
      Given a call that "Ada" has completed, with:
        | customers.external_id | A-17 |
      When a chat arrives with:
        | customers.external_id | a-17 |
      Then the call and the chat belong to two customers

  @TD-32
  Rule: an external id may be an earlier conversation's phone number, address or id
    Conversations from before there were external ids need not be lost: what
    Insights knew the customer by then still leads to them. Only what begins with
    a plus sign and has 7 to 15 digits is taken for a phone number, whose
    separators do not count.

    @documented
    Scenario Outline: the <what> of an earlier conversation
      Given an email that "Ada" has completed, with:
        | <key> | <known> |
      When a text message arrives with:
        | customers.external_id | <known> |
      Then the email and the text message belong to one customer

      Examples:
        | what            | key                           | known           |
        | phone number    | customers.phone               | +15550100007    |
        | email address   | customers.email               | jo@mail.example |
        | caller's number | from                          | +15550100007    |
        | id              | conversations.conversation_id | case 4711       |

    @documented
    Example: the sid of an earlier call that said nothing of its customer
      Given a call that "Ada" has completed, with:
        | from | null |
      When an email arrives with:
        | customers.external_id | the call's sid |
      Then the call and the email belong to one customer

    @documented
    Example: the number of an earlier customer who has an external id
      Given a call that "Ada" has completed, with:
        | customers.external_id | A-17         |
        | customers.phone       | +15550100007 |
      When an email arrives with:
        | customers.external_id | +15550100007 |
      Then the call and the email belong to two customers

    @documented
    Example: a number written without its hyphens
      Given a call that "Ada" has completed, with:
        | from | +1-555-123-4567 |
      When an email arrives with:
        | customers.external_id | +15551234567 |
      Then the call and the email belong to one customer

    @assumed
    Scenario Outline: <known>, then <given>
      Given a call that "Ada" has completed, with:
        | customers.phone | <known> |
      When an email arrives with:
        | customers.external_id | <given> |
      Then the call and the email belong to <customers>

      Examples: ways to write one number
        | known             | given           | customers    |
        | +15551234567      | +1-555-123-4567 | one customer |
        | +1 555 123 4567   | +15551234567    | one customer |
        | +1.555.123.4567   | +15551234567    | one customer |
        | +1(555)1234567    | +15551234567    | one customer |
        | +1 (555) 123-4567 | +1.555.123.4567 | one customer |

      Examples: what is not one number
        | known              | given             | customers     |
        | +15551234567       | +15551234568      | two customers |
        | A-17               | A17               | two customers |
        | 555-123-4567       | "5551234567"      | two customers |
        | +1/555/123/4567    | +15551234567      | two customers |
        | +12-34-56          | +123456           | two customers |
        | +123-4567          | +1234567          | one customer  |
        | +1234567-89012345  | +123456789012345  | one customer  |
        | +1234567-890123456 | +1234567890123456 | two customers |
        | Jo@mail.example    | jo@mail.example   | two customers |
