@needs:insights
Feature: The types of media link
  There are five types. The type decides what a supervisor gets to see, so that
  a wrong one shows a blank frame, a silent player, or nothing at all.

  Background:
    Given the contact centre "one queue, one agent"
    And a call that "Ada" has completed

  @CM-08
  Rule: a raw link reaches Historical Reporting as it was written
    A drill-down opens the address, or hands it to a plugin that takes it apart.
    One changed character sends people to another record.

    @documented
    Example: the page's link to a record
      When the task links:
        | type | url                           | title                   |
        | Raw  | https://company.com/record-id | CRM Conversation Record |
      Then "Ada"'s segment offers:
        | type | url                           | title                   |
        | Raw  | https://company.com/record-id | CRM Conversation Record |
      And drilling down to "Ada"'s segment opens only "https://company.com/record-id", in a new tab

    @documented
    Scenario Outline: an address is not touched: <difference>
      When the task links:
        | type | url       | title  |
        | Raw  | <address> | Record |
      Then "Ada"'s segment offers:
        | type | url       | title  |
        | Raw  | <address> | Record |
      And drilling down to "Ada"'s segment opens only "<address>", in a new tab

      Examples:
        | difference                 | address                                             |
        | a query                    | https://crm.example/find?name=Tom+Jones&b=2&a=1     |
        | a fragment                 | https://crm.example/app#/records/7?tab=notes        |
        | letters beyond ASCII       | https://crm.example/záznam/東京?q=Žofie             |
        | escapes in either case     | https://crm.example/a%2fb%2Fc%20d                   |
        | capitals with a port       | HTTPS://CRM.Example:443/Records/../Records/7        |
        | a slash or two at the end  | https://crm.example/records/7//                     |
        | no encryption              | http://crm.example/records/7                        |

    @assumed
    Scenario Outline: a raw link without its <field> is not offered
      When the task links:
        | type | url   | title   |
        | Raw  | <url> | <title> |
      Then "Ada"'s segment offers nothing
      And Insights reports:
        | severity | path                         |
        | error    | conversations.media[0].<field> |

      Examples:
        | field | url                           | title  |
        | title | https://crm.example/records/7 |        |
        | url   |                               | Record |

  @CM-09
  Rule: an embedded link shows its page in a frame of the Conversation Screen
    The supervisor reads the ticket beside the call, without leaving Flex.

    @documented
    Example: the page's link to a ticket
      When the task links:
        | type     | url                                   | title          |
        | Embedded | https://company.com/tickets/ticket-id | Support Ticket |
      Then "Ada"'s segment offers:
        | type     | url                                   | title          |
        | Embedded | https://company.com/tickets/ticket-id | Support Ticket |
      And drilling down to "Ada"'s segment shows:
        | as     | type     | url                                   | title          |
        | iframe | Embedded | https://company.com/tickets/ticket-id | Support Ticket |

    @assumed
    Scenario Outline: an embedded link without its <field> is not shown
      When the task links:
        | type     | url   | title   |
        | Embedded | <url> | <title> |
      Then drilling down to "Ada"'s segment shows nothing
      And Insights reports:
        | severity | path                           |
        | error    | conversations.media[0].<field> |

      Examples:
        | field | url                           | title  |
        | title | https://crm.example/tickets/7 |        |
        | url   |                               | Ticket |

    @documented
    Example: a page that forbids framing is linked as a reference instead
      Given the page "http://tickets.example/7" answers with "X-Frame-Options: DENY"
      When the task links:
        | type       | url                      | title          |
        | Referenced | http://tickets.example/7 | Support Ticket |
      Then drilling down to "Ada"'s segment shows:
        | as   | type       | url                      | title          |
        | link | Referenced | http://tickets.example/7 | Support Ticket |

    @documented
    Scenario Outline: the rig tells of a page that keeps out of frames by <header>
      Given the page "https://tickets.example/7" answers with "<header>"
      And the task links:
        | type     | url                       | title          |
        | Embedded | https://tickets.example/7 | Support Ticket |
      When the rig checks that the task's pages can be embedded
      Then the rig reports:
        | severity | rule  | path                       | saying       |
        | error    | CM-09 | conversations.media[0].url | a Referenced |

      Examples:
        | header                                          |
        | X-Frame-Options: DENY                           |
        | X-Frame-Options: SAMEORIGIN                     |
        | Content-Security-Policy: frame-ancestors 'none' |
        | Content-Security-Policy: frame-ancestors 'self' |

    @documented
    Scenario Outline: the rig has nothing against a page that says <header>
      Given the page "https://tickets.example/7" answers with "<header>"
      And the task links:
        | type     | url                       | title          |
        | Embedded | https://tickets.example/7 | Support Ticket |
      When the rig checks that the task's pages can be embedded
      Then the rig reports nothing

      Examples:
        | header                                          |
        | Content-Type: text/html                         |
        | Content-Security-Policy: frame-ancestors *      |
        | Content-Security-Policy: frame-ancestors https: |

    @documented
    Example: a page that forbids framing may well be referenced
      Given the page "https://tickets.example/7" answers with "X-Frame-Options: DENY"
      And the task links:
        | type       | url                       | title          |
        | Referenced | https://tickets.example/7 | Support Ticket |
      When the rig checks that the task's pages can be embedded
      Then the rig reports nothing

    @assumed
    Scenario Outline: a page that <conduct> is not taken for one that can be framed
      Given the page "https://tickets.example/7" <conduct>
      And the task links:
        | type     | url                       | title          |
        | Embedded | https://tickets.example/7 | Support Ticket |
      When the rig checks that the task's pages can be embedded
      Then the rig reports:
        | severity    | rule  | path                       |
        | not checked | CM-09 | conversations.media[0].url |

      Examples:
        | conduct              |
        | asks for credentials |
        | cannot be reached    |
        | is out of order      |

  @CM-10
  Rule: a referenced link is shown as a link on the Conversation Screen
    For pages that have no business in a frame, or that refuse to be in one.

    @documented
    Example: the page's link to another system
      When the task links:
        | type       | url                                  | title           |
        | Referenced | https://externalsystem.com/record-id | External Ticket |
      Then "Ada"'s segment offers:
        | type       | url                                  | title           |
        | Referenced | https://externalsystem.com/record-id | External Ticket |
      And drilling down to "Ada"'s segment shows:
        | as   | type       | url                                  | title           |
        | link | Referenced | https://externalsystem.com/record-id | External Ticket |

    @assumed
    Scenario Outline: a referenced link without its <field> is not shown
      When the task links:
        | type       | url   | title   |
        | Referenced | <url> | <title> |
      Then drilling down to "Ada"'s segment shows nothing
      And Insights reports:
        | severity | path                           |
        | error    | conversations.media[0].<field> |

      Examples:
        | field | url                           | title  |
        | title | https://crm.example/tickets/7 |        |
        | url   |                               | Ticket |

  @CM-11
  Rule: a voice recording plays in the player wherever it has an address
    Its start, its channels, its title: everything else may be left out.

    @documented
    Example: the page's link to a recording
      When the task links:
        | type           | url                    | start_time    | channels         | title                  |
        | VoiceRecording | https://exampleurl.com | 1574350320000 | customer, others | Dual channel recording |
      Then "Ada"'s segment offers:
        | type           | url                    | start_time    | channels         | title                  |
        | VoiceRecording | https://exampleurl.com | 1574350320000 | customer, others | Dual channel recording |
      And drilling down to "Ada"'s segment shows:
        | as     | type           | url                    | start_time    | title                  |
        | player | VoiceRecording | https://exampleurl.com | 1574350320000 | Dual channel recording |

    @documented
    Example: an address alone
      When the task links:
        | type           | url                    |
        | VoiceRecording | https://exampleurl.com |
      Then "Ada"'s segment offers:
        | type           | url                    |
        | VoiceRecording | https://exampleurl.com |
      And drilling down to "Ada"'s segment shows:
        | as     | type           | url                    |
        | player | VoiceRecording | https://exampleurl.com |
      And Insights reports nothing

    @assumed
    Scenario Outline: no more than <given>
      When the task links:
        | type           | url                         | start_time | channels   | title   |
        | VoiceRecording | https://crm.example/calls/9 | <start>    | <channels> | <title> |
      Then "Ada"'s segment offers:
        | type           | url                         | start_time | channels   | title   |
        | VoiceRecording | https://crm.example/calls/9 | <start>    | <channels> | <title> |
      And Insights reports nothing

      Examples:
        | given                      | start         | channels         | title |
        | a start                    | 1574350320000 |                  |       |
        | channels, customer first   |               | customer, others |       |
        | channels, customer last    |               | others, customer |       |
        | a title                    |               |                  | Call  |

    @assumed
    Example: a voice recording without an address is not played
      When the task links:
        | type           | url | start_time    | title |
        | VoiceRecording |     | 1574350320000 | Call  |
      Then drilling down to "Ada"'s segment shows nothing
      And Insights reports:
        | severity | path                       |
        | error    | conversations.media[0].url |

  @CM-12
  Rule: a recording's start time counts milliseconds since 1970
    A time in seconds would put the recording into January 1970, thousands of
    days off the call, while everything else about it looks right.

    @documented
    Example: the milliseconds of the page
      When the task links:
        | type           | url                    | start_time    |
        | VoiceRecording | https://exampleurl.com | 1574350320000 |
      Then "Ada"'s segment offers:
        | type           | url                    | start_time    |
        | VoiceRecording | https://exampleurl.com | 1574350320000 |
      And Insights reports nothing

    @assumed
    Scenario Outline: a start that cannot be milliseconds is reported, not shown: <what>
      When the task links:
        | type           | url                    | start_time | title |
        | VoiceRecording | https://exampleurl.com | <start>    | Call  |
      Then "Ada"'s segment offers:
        | type           | url                    | title |
        | VoiceRecording | https://exampleurl.com | Call  |
      And drilling down to "Ada"'s segment shows:
        | as     | type           | url                    | title |
        | player | VoiceRecording | https://exampleurl.com | Call  |
      And Insights reports:
        | severity | rule  | path                              |
        | error    | CM-12 | conversations.media[0].start_time |

      Examples:
        | what                    | start                  |
        | the page's, in seconds  | 1574350320             |
        | the page's, in minutes  | 26239172               |
        | zero                    | 0                      |
        | negative                | -1574350320000         |
        | a text                  | "1574350320000"        |
        | a date                  | "2019-11-21T15:32:00Z" |
        | a fraction              | 1574350320000.5        |

    @assumed
    Example: the earliest start that is taken for milliseconds
      When the task links:
        | type           | url                    | start_time   |
        | VoiceRecording | https://exampleurl.com | 631152000000 |
      Then "Ada"'s segment offers:
        | type           | url                    | start_time   |
        | VoiceRecording | https://exampleurl.com | 631152000000 |
      And Insights reports nothing

    @assumed
    Example: one millisecond before the earliest start
      When the task links:
        | type           | url                    | start_time   |
        | VoiceRecording | https://exampleurl.com | 631151999999 |
      Then "Ada"'s segment offers:
        | type           | url                    |
        | VoiceRecording | https://exampleurl.com |
      And Insights reports:
        | severity | rule  | path                              |
        | error    | CM-12 | conversations.media[0].start_time |

  @CM-14
  Rule: a chat transcript link names the chat that it shows
    It has no address: the platform holds the messages itself.

    @documented
    Example: a chat's transcript on a call
      When the task links:
        | type           | sid             |
        | ChatTranscript | an earlier chat |
      Then "Ada"'s segment offers:
        | type           | sid             |
        | ChatTranscript | an earlier chat |
      And drilling down to "Ada"'s segment shows:
        | as         | type           | sid             |
        | transcript | ChatTranscript | an earlier chat |

    @assumed
    Example: a transcript of no chat is not shown
      When the task links:
        | type           | sid |
        | ChatTranscript |     |
      Then drilling down to "Ada"'s segment shows nothing
      And Insights reports:
        | severity | path                       |
        | error    | conversations.media[0].sid |

    @assumed
    Example: an address does not stand in for the chat
      When the task links:
        | type           | url                         |
        | ChatTranscript | https://crm.example/chats/5 |
      Then drilling down to "Ada"'s segment shows nothing
      And Insights reports:
        | severity | path                       |
        | error    | conversations.media[0].sid |

  @CM-20
  Rule: a link that cannot work is reported with the path of its fault
    The platform takes such attributes without a word; the link is missing when
    somebody needs it.

    @assumed
    Scenario Outline: a type that is none of the five: <type>
      When the task links:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/1 | First  |
        | <type>     | https://crm.example/tickets/2 | Second |
        | Embedded   | https://crm.example/tickets/3 | Third  |
      Then "Ada"'s segment offers:
        | type       | url                           | title |
        | Referenced | https://crm.example/tickets/1 | First |
        | Embedded   | https://crm.example/tickets/3 | Third |
      And Insights reports:
        | severity | rule  | path                        |
        | error    | CM-20 | conversations.media[1].type |

      Examples: wrong case
        | type           |
        | raw            |
        | EMBEDDED       |
        | referenced     |
        | voiceRecording |
        | chattranscript |

      Examples: no such type
        | type  |
        | Video |
        | Link  |

    @assumed
    Example: no type at all
      When the task links:
        | type | url                           | title  |
        |      | https://crm.example/tickets/2 | Second |
      Then "Ada"'s segment offers nothing
      And Insights reports:
        | severity | rule  | path                        |
        | error    | CM-20 | conversations.media[0].type |

    @assumed
    Scenario Outline: a <type> link without its <field>
      When the task links:
        | type       | url                           | title   | sid |
        | Referenced | https://crm.example/tickets/1 | First   |     |
        | <type>     | <url>                         | <title> |     |
      Then "Ada"'s segment offers:
        | type       | url                           | title |
        | Referenced | https://crm.example/tickets/1 | First |
      And Insights reports:
        | severity | rule  | path                           |
        | error    | CM-20 | conversations.media[1].<field> |

      Examples:
        | type           | field | url                           | title  |
        | Raw            | url   |                               | Record |
        | Raw            | title | https://crm.example/records/7 |        |
        | Embedded       | url   |                               | Ticket |
        | Embedded       | title | https://crm.example/tickets/7 |        |
        | Referenced     | url   |                               | Ticket |
        | Referenced     | title | https://crm.example/tickets/7 |        |
        | VoiceRecording | url   |                               | Call   |
        | ChatTranscript | sid   |                               |        |

    @assumed
    Scenario Outline: a link whose <field> is there, but empty
      When the task links:
        | type       | url                           | title   |
        | Referenced | <url>                         | <title> |
        | Embedded   | https://crm.example/tickets/2 | Second  |
      Then "Ada"'s segment offers:
        | type     | url                           | title  |
        | Embedded | https://crm.example/tickets/2 | Second |
      And Insights reports:
        | severity | rule  | path                           |
        | error    | CM-20 | conversations.media[0].<field> |

      Examples:
        | field | url                           | title |
        | title | https://crm.example/tickets/1 | ""    |
        | url   | ""                            | First |

    @assumed
    Scenario Outline: an address that nobody can open: <what>
      When the task links:
        | type       | url                           | title  |
        | Referenced | <address>                     | First  |
        | Referenced | https://crm.example/tickets/2 | Second |
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/2 | Second |
      And Insights reports:
        | severity | rule  | path                       |
        | error    | CM-20 | conversations.media[0].url |

      Examples:
        | what                  | address                   |
        | no scheme             | crm.example/tickets/1     |
        | a path alone          | /tickets/1                |
        | no scheme, two slashes | //crm.example/tickets/1  |
        | a file's transfer     | ftp://crm.example/1       |
        | a mail                | mailto:help@crm.example   |
        | a script              | javascript:alert(1)       |
        | no host               | https:///tickets/1        |

    @assumed
    Scenario Outline: <what> among the links
      When the task links <what> before:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/2 | Second |
      Then "Ada"'s segment offers:
        | type       | url                           | title  |
        | Referenced | https://crm.example/tickets/2 | Second |
      And Insights reports:
        | severity | rule  | path                   |
        | error    | CM-20 | conversations.media[0] |

      Examples:
        | what           |
        | a bare address |
        | a number       |
        | a list         |

    @assumed
    Scenario Outline: <what> in place of the list of links
      When the task links <what> and no list
      Then "Ada"'s segment offers nothing
      And Insights reports:
        | severity | rule  | path                |
        | error    | CM-20 | conversations.media |

      Examples:
        | what           |
        | a bare address |
        | a number       |
        | a single link  |

    @assumed
    Example: two faults in one list
      When the task links:
        | type           | url                           | title  |
        | Embedded       | https://crm.example/tickets/1 |        |
        | Referenced     | https://crm.example/tickets/2 | Second |
        | VoiceRecording | calls/9                       | Call   |
      Then Insights reports:
        | severity | rule  | path                         |
        | error    | CM-20 | conversations.media[0].title |
        | error    | CM-20 | conversations.media[2].url   |

    @assumed
    Example: a fault on a reservation
      When "Ada"'s reservation links:
        | type  | url                           | title |
        | image | https://crm.example/tickets/1 | First |
      Then "Ada"'s segment offers nothing
      And Insights reports:
        | severity | rule  | path                                         |
        | error    | CM-20 | reservation_attributes.(Ada).media[0].type   |

    @documented
    Example: nothing is reported about one good link of each type
      When the task links:
        | type           | url                           | title  | sid             |
        | Embedded       | https://crm.example/tickets/1 | Ticket |                 |
        | Referenced     | https://crm.example/tickets/2 | Case   |                 |
        | VoiceRecording | https://crm.example/calls/9   |        |                 |
        | ChatTranscript |                               |        | an earlier chat |
        | Raw            | https://crm.example/records/7 | Record |                 |
      Then Insights reports nothing
