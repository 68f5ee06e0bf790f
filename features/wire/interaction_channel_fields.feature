Feature: What an interaction channel is made of
  Clients in typed languages decode these answers strictly: a field that is
  missing, or that holds another type, breaks them before any logic runs.

  Background:
    Given the contact centre "one queue, two agents"

  @IC-07
  Rule: a fetched channel holds every documented field
    The links are the way to the agents on the channel; the error says why a
    channel never came to life. Samples of the page show a closed channel with an
    error, as samples do that fill every field.

    @documented
    Example: a channel that is in use
      Given a chat that "Ada" has accepted
      When the channel is read
      Then it holds the fields:
        | field           | value                          |
        | sid             | the channel's sid              |
        | interaction_sid | the interaction's sid          |
        | type            | web                            |
        | status          | active                         |
        | url             | the channel's address          |
        | links           | links to participants, invites |

    @documented
    Example: the channel in the list
      Given a chat that "Ada" has accepted
      When the interaction's channels are listed
      Then it holds the fields:
        | field           | value                          |
        | sid             | the channel's sid              |
        | interaction_sid | the interaction's sid          |
        | type            | web                            |
        | links           | links to participants, invites |

    @documented
    Scenario Outline: the link to the <others> of the channel leads to <count>
      Given a chat that "Ada" and "Grace" have accepted
      When the channel's link to its <others> is followed
      Then it leads to <count>

      Examples:
        | others       | count |
        | participants | three |
        | invites      | two   |

    @assumed
    Scenario Outline: a channel that is <status> tells of no error
      Given a chat whose channel is <status>
      When the channel is read
      Then it holds the fields:
        | field         | value |
        | error_code    | null  |
        | error_message | null  |

      Examples:
        | status   |
        | setup    |
        | active   |
        | closed   |
        | inactive |

    @assumed
    Example: a channel that has failed says why
      Given a chat whose channel is failed
      When the channel is read
      Then it holds the fields:
        | field         | value    |
        | error_code    | a number |
        | error_message | a text   |

    @assumed
    Example: a channel is not found below another interaction
      Given a chat that "Grace" has accepted
      And a chat that "Ada" has accepted
      When the channel is asked for below the other interaction
      Then the request is refused as not found
