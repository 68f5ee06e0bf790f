Feature: What the rig sees behind links
  No API tells whether a link opens, and to whom. The rig asks for it as
  somebody would who has nothing but the address, and only when it is told to.

  Background:
    Given the contact centre "one queue, one agent"

  @TD-11
  Rule: a segment link can be opened as it stands, without further credentials
    The Insights player has the address and nothing else: a recording behind a
    login is a recording that no supervisor hears.

    @documented
    Scenario Outline: a recording that has its authorization in <place>
      Given a call that "Ada" has accepted
      And the page "<address>" opens to everybody
      And the task links its recording "<address>"
      When the rig checks that the task's recording can be played
      Then the rig reports nothing

      Examples:
        | place              | address                                    |
        | nothing, as public | https://rec.example/9                      |
        | the path           | https://rec.example/key-5c3f/9             |
        | the query          | https://rec.example/9?signature=5c3f&to=60 |

    @documented
    Scenario Outline: a recording that <conduct>
      Given a call that "Ada" has accepted
      And the page "https://rec.example/9" <conduct>
      And the task links its recording "https://rec.example/9"
      When the rig checks that the task's recording can be played
      Then the rig reports:
        | severity | rule  | path                       | saying                                          |
        | error    | TD-11 | conversations.segment_link | in the path or the query of its address         |

      Examples:
        | conduct              |
        | asks for credentials |
        | turns everybody away |
        | is not there         |

    @documented
    Example: the platform's own address of a recording needs the account's credentials
      Given call recording is on
      And a call that "Ada" has completed
      When the rig checks that the task's recording can be played
      Then the rig reports:
        | severity | rule  | path                       | saying                                  |
        | error    | TD-11 | conversations.segment_link | it does not open without credentials    |

    @documented
    Example: credentials in front of the host are neither path nor query
      Given a call that "Ada" has accepted
      And the page "https://rec.example/9" asks for credentials
      And the task links its recording "https://user:key@rec.example/9"
      When the rig checks that the task's recording can be played
      Then the rig reports:
        | severity | rule  | path                       |
        | error    | TD-11 | conversations.segment_link |

    @assumed
    Example: a recording behind a login
      Given a call that "Ada" has accepted
      And the page "https://rec.example/9" leads on to "https://rec.example/login"
      And the page "https://rec.example/login" opens to everybody
      And the task links its recording "https://rec.example/9"
      When the rig checks that the task's recording can be played
      Then the rig reports:
        | severity | rule  | path                       | saying   |
        | error    | TD-11 | conversations.segment_link | to a login |

    @assumed
    Scenario Outline: what <conduct> is not taken for a recording that plays
      Given a call that "Ada" has accepted
      And the page "https://rec.example/9" <conduct>
      And the task links its recording "https://rec.example/9"
      When the rig checks that the task's recording can be played
      Then the rig reports:
        | severity    | rule  | path                       |
        | not checked | TD-11 | conversations.segment_link |

      Examples:
        | conduct           |
        | cannot be reached |
        | is out of order   |
        | is gone for good  |

    @assumed
    Scenario Outline: the rig does not knock at <address>
      Given a call that "Ada" has accepted
      And the task links its recording "http://<address>/9"
      When the rig checks that the task's recording can be played
      Then the rig reports:
        | severity    | rule  | path                       | saying                  |
        | not checked | TD-11 | conversations.segment_link | lies in a private network |

      Examples:
        | address            |
        | 0.0.0.0            |
        | 10.0.0.7           |
        | 100.64.0.1         |
        | 127.0.0.1          |
        | 169.254.169.254    |
        | 172.16.0.1         |
        | 172.31.255.255     |
        | 192.0.0.8          |
        | 192.168.1.1        |
        | 198.18.0.1         |
        | 198.19.255.255     |
        | 224.0.0.1          |
        | 255.255.255.255    |
        | [::]               |
        | [::1]              |
        | [::ffff:10.0.0.7]  |
        | [64:ff9b::a00:7]   |
        | [64:ff9b:1::a00:7] |
        | [2002:a00:7::1]    |
        | [fd00::1]          |
        | [fe80::1]          |
        | [ff02::1]          |

    @assumed
    Scenario Outline: the rig may knock at <address>, beside a private network
      Given a call that "Ada" has accepted
      And the task links its recording "http://<address>/9"
      When the rig checks that the task's recording can be played
      Then the rig reports:
        | severity    | rule  | path                       | saying                        |
        | not checked | TD-11 | conversations.segment_link | :80 is not part of the example |

      Examples:
        | address        |
        | 11.0.0.0       |
        | 172.15.255.255 |
        | 172.32.0.0     |
        | 192.0.1.0      |
        | 198.17.255.255 |
        | 198.20.0.0     |
        | [2001:db8::1]  |

    @assumed
    Example: nor at a private network behind a name
      Given a call that "Ada" has accepted
      And the host "rec.example" has the address "192.168.1.1"
      And the task links its recording "https://rec.example/9"
      When the rig checks that the task's recording can be played
      Then the rig reports:
        | severity    | rule  | path                       | saying                    |
        | not checked | TD-11 | conversations.segment_link | leads to 192.168.1.1      |

    @assumed
    Example: nor at one behind a redirect
      Given a call that "Ada" has accepted
      And the page "https://rec.example/9" leads on to "http://169.254.169.254/latest"
      And the task links its recording "https://rec.example/9"
      When the rig checks that the task's recording can be played
      Then the rig reports:
        | severity    | rule  | path                       | saying                  |
        | not checked | TD-11 | conversations.segment_link | 169.254.169.254 lies in |

  @CM-19
  Rule: a conversation with attached media opens to nobody without authorization
    What a conversation links may be about somebody's health. The law asks that
    nobody sees it who must not, and an address that is hard to guess is no lock.

    @documented
    Scenario Outline: a link of type <type> that opens to everybody
      Given a call that "Ada" has accepted
      And the page "https://records.example/7" opens to everybody
      And the task links:
        | type   | url                       | title  |
        | <type> | https://records.example/7 | Record |
      When the rig checks that the task's media is closed
      Then the rig reports:
        | severity | rule  | path                       | saying                        |
        | error    | CM-19 | conversations.media[0].url | answered with content         |

      Examples:
        | type           |
        | Raw            |
        | Embedded       |
        | Referenced     |
        | VoiceRecording |

    @documented
    Example: a reservation's link that opens to everybody
      Given a call that "Ada" has accepted
      And the page "https://records.example/7" opens to everybody
      And "Ada"'s reservation links:
        | type | url                       | title  |
        | Raw  | https://records.example/7 | Record |
      When the rig checks that the task's media is closed
      Then the rig reports:
        | severity | rule  | path                                      |
        | error    | CM-19 | reservation_attributes.(Ada).media[0].url |

    @documented
    Example: a recording that opens to everybody
      Given a call that "Ada" has accepted
      And the page "https://rec.example/9" opens to everybody
      And the task links its recording "https://rec.example/9"
      When the rig checks that the task's media is closed
      Then the rig reports:
        | severity | rule  | path                       |
        | error    | CM-19 | conversations.segment_link |

    @documented
    Scenario Outline: a link that <conduct> is closed
      Given a call that "Ada" has accepted
      And the page "https://records.example/7" <conduct>
      And the task links:
        | type | url                       | title  |
        | Raw  | https://records.example/7 | Record |
      When the rig checks that the task's media is closed
      Then the rig reports nothing

      Examples:
        | conduct              |
        | asks for credentials |
        | turns everybody away |
        | is not there         |

    @documented
    Example: one link of three that opens to everybody
      Given a call that "Ada" has accepted
      And the page "https://records.example/7" asks for credentials
      And the page "https://records.example/8" opens to everybody
      And the task links:
        | type       | url                       | title |
        | Referenced | https://records.example/7 | One   |
        | Referenced | https://records.example/8 | Two   |
        | Embedded   | https://records.example/7 | Three |
      When the rig checks that the task's media is closed
      Then the rig reports:
        | severity | rule  | path                       |
        | error    | CM-19 | conversations.media[1].url |

    @assumed
    Scenario Outline: a link that leads on to the login "<login>" is closed
      Given a call that "Ada" has accepted
      And the page "https://records.example/7" leads on to "<login>"
      And the page "<login>" opens to everybody
      And the task links:
        | type | url                       | title  |
        | Raw  | https://records.example/7 | Record |
      When the rig checks that the task's media is closed
      Then the rig reports nothing

      Examples:
        | login                                |
        | https://records.example/login?to=7   |
        | https://records.example/users/SignIn |
        | https://records.example/sign-in      |
        | https://sso.example/records          |
        | https://id.example/oauth/authorize   |
        | https://id.example/saml/begin        |

    @assumed
    Example: a link that leads on to a login form is closed
      Given a call that "Ada" has accepted
      And the page "https://records.example/7" leads on to "https://id.example/welcome"
      And the page "https://id.example/welcome" is a login form
      And the task links:
        | type | url                       | title  |
        | Raw  | https://records.example/7 | Record |
      When the rig checks that the task's media is closed
      Then the rig reports nothing

    @assumed
    Example: a form at the link's own address is what the link gives
      Given a call that "Ada" has accepted
      And the page "https://records.example/7" is a login form
      And the task links:
        | type | url                       | title  |
        | Raw  | https://records.example/7 | Record |
      When the rig checks that the task's media is closed
      Then the rig reports:
        | severity | rule  | path                       |
        | error    | CM-19 | conversations.media[0].url |

    @assumed
    Scenario Outline: content behind <count> redirects <verdict>
      Given a call that "Ada" has accepted
      And the page "https://records.example/7" leads on to "https://store.example/7" over <count> redirects
      And the page "https://store.example/7" opens to everybody
      And the task links:
        | type | url                       | title  |
        | Raw  | https://records.example/7 | Record |
      When the rig checks that the task's media is closed
      Then the rig reports:
        | severity   | rule  | path                       |
        | <severity> | CM-19 | conversations.media[0].url |

      Examples:
        | count | severity    | verdict              |
        | 1     | error       | is open              |
        | 5     | error       | is open              |
        | 6     | not checked | is too far to follow |

    @assumed
    Scenario Outline: what <conduct> is not taken for closed
      Given a call that "Ada" has accepted
      And the page "https://records.example/7" <conduct>
      And the task links:
        | type | url                       | title  |
        | Raw  | https://records.example/7 | Record |
      When the rig checks that the task's media is closed
      Then the rig reports:
        | severity    | rule  | path                       |
        | not checked | CM-19 | conversations.media[0].url |

      Examples:
        | conduct           |
        | cannot be reached |
        | is out of order   |

    @documented
    Example: without media there is nothing to keep closed
      Given a call that "Ada" has accepted
      When the rig checks that the task's media is closed
      Then the rig reports nothing
