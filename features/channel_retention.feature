@needs:clock
Feature: How long an interaction channel is kept
  A channel does not stay for ever. An integration that comes back to an old
  contact has to know what still counts as using it.

  Background:
    Given the contact centre "one queue, two agents"

  @IC-17
  Rule: a channel is deleted after 180 days without an update
    Long-lived contacts are found again by their channel. Past this time they
    have to be started anew, in whatever status they were left. The page tells of
    180 days of inactivity, then of 180 days from deletion; the earlier end counts
    here, since a client that is ready for it is ready for both.

    @documented
    Scenario Outline: a channel left <status> for <wait> is there
      Given a chat whose channel is <status>
      When <wait> pass
      Then the channel is kept
      And the interaction has one channel

      Examples: every status, just under
        | status   | wait          |
        | setup    | 179d23h59m59s |
        | active   | 179d23h59m59s |
        | failed   | 179d23h59m59s |
        | closed   | 179d23h59m59s |
        | inactive | 179d23h59m59s |

      Examples: well under, and under by the least
        | status | wait              |
        | active | 179d              |
        | active | 179d23h59m59.999s |

    @documented
    Scenario Outline: a channel left <status> for <wait> is gone
      Given a chat whose channel is <status>
      When <wait> pass
      Then the channel is gone
      And the interaction has no channel

      Examples: every status, just over
        | status   | wait   |
        | setup    | 180d1s |
        | active   | 180d1s |
        | failed   | 180d1s |
        | closed   | 180d1s |
        | inactive | 180d1s |

    @assumed
    Scenario Outline: a channel left <status> for exactly 180 days is gone
      Given a chat whose channel is <status>
      When 180d pass
      Then the channel is gone
      And the interaction has no channel

      Examples:
        | status   |
        | setup    |
        | active   |
        | failed   |
        | closed   |
        | inactive |

    @assumed
    Example: a channel that is gone cannot be closed
      Given a chat whose channel is active
      And 180d1s have gone by
      When the channel is closed
      Then the request is refused as not found

  @IC-18
  Rule: an update of the channel starts the 180 days anew
    A contact that somebody works on now and then is never lost, however old it
    is.

    @documented
    Scenario Outline: an agent who accepts after an hour keeps the channel for <wait> more
      Given a chat waiting in the queue
      And 1h has gone by
      And "Ada" has taken up the chat
      When <wait> pass
      Then the channel is <outcome>

      Examples:
        | wait          | outcome |
        | 179d23h59m59s | kept    |
        | 180d1s        | gone    |

    @documented
    Scenario Outline: a status change counts: the channel has been <ended>
      Given a chat that "Ada" has accepted
      And 1h has gone by
      And the channel has been <ended>
      When 179d23h59m59s pass
      Then the channel is kept

      Examples:
        | ended                                          |
        | closed                                         |
        | closed with the routing status "closed"        |
        | made inactive with the routing status "closed" |

    @assumed
    Scenario Outline: who takes part counts: <change>
      Given a chat that "Ada" has accepted
      And 1h has gone by
      And <change>
      When 179d23h59m59s pass
      Then the channel is kept

      Examples:
        | change                                  |
        | "Ada" has left the chat                 |
        | "Ada" has gone into wrap-up on the chat |
        | "Grace" has been invited to the chat    |
        | a supervisor has been added to the chat |

    @assumed
    Example: the 180 days are counted from the last of several updates
      Given a chat that "Ada" has accepted
      And 23h have gone by
      And "Ada" has gone into wrap-up on the chat
      And 170d have gone by
      And the channel has been closed
      When 179d23h59m59s pass
      Then the channel is kept

    @assumed
    Example: the 180 days end just as late after an update
      Given a chat that "Ada" has accepted
      And 170d have gone by
      And the channel has been closed
      When 180d pass
      Then the channel is gone

    @assumed
    Example: an update that was refused does not count
      Given a chat that "Ada" has accepted
      And 1h has gone by
      And the channel has been refused an update
      When 179d23h pass
      Then the channel is gone

  @IC-19
  Rule: a change to the conversation leaves the 180 days running
    Messages alone do not keep a contact: a customer may write for half a year
    into a conversation whose channel is no longer there.

    Scenario Outline: the channel goes after 180 days although <change>
      Given a chat that "Ada" has accepted
      And 179d have gone by
      And <change>
      When 24h1s pass
      Then the channel is gone

      @documented
      Examples: its status, its participants
        | change                                              |
        | the conversation has been closed                    |
        | a colleague has joined the conversation             |
        | the customer has been taken out of the conversation |

      @assumed
      Examples: a message, which the page does not name
        | change                            |
        | the customer has written "hello?" |

    @documented
    Scenario Outline: the channel does not go before 180 days because <change>
      Given a chat that "Ada" has accepted
      And 179d have gone by
      And <change>
      When 23h59m59s pass
      Then the channel is kept

      Examples:
        | change                                              |
        | the conversation has been closed                    |
        | the customer has been taken out of the conversation |
