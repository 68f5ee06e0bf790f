Feature: Chat channels of one's own
  A chat that Flex does not know, on a website or in an app, reaches an agent
  through a middleware: it makes a chat channel for the contact and passes the
  messages on. A Flex Flow and a Studio flow turn the first one into a task.

  Background:
    Given the contact centre "one queue, one agent"

  @CC-05
  Rule: a Studio flow's step to Flex makes a task from the message that triggered it
    The task's attributes are all that the agent's screen has to go by: who writes,
    how the channel is shown, which chat to open. They are written as a text with
    placeholders, and a slip in it is found only when somebody writes.

    @documented
    Scenario Outline: the task is named after the contact: <name>
      Given a custom chat channel of "<name>"
      When the contact sends "Hello" with the webhook called
      Then the messages have made one task
      And the name of the chat's task is "<name>"

      Examples:
        | name        |
        | Joan        |
        | Ada Grace   |
        | 訪客 7      |
        | +1 555 0100 |

    @documented
    Example: the task says how the channel is shown
      Given a custom chat channel of "Joan"
      When the contact sends "Hello" with the webhook called
      Then the channelType of the chat's task is "web"

    @documented
    Example: the task names the chat channel that the message is on
      Given a custom chat channel of "Grace"
      And a custom chat channel of "Joan"
      When the contact sends "Hello" with the webhook called
      Then the channelSid of the chat's task is that of the chat channel

    @documented
    Example: the task is offered to an agent
      Given a custom chat channel of "Joan"
      When the contact sends "Hello" with the webhook called
      Then the chat's task is offered to "Ada" on the task channel "chat"

    @assumed
    Scenario Outline: a name taken from the message's <field> is "<name>"
      Given a Studio flow that names its tasks by the message's "<field>"
      And a custom chat channel of "Joan"
      When the contact sends "Hello" with the webhook called
      Then the name of the chat's task is "<name>"

      Examples: with a value
        | field                          | name   |
        | Body                           | Hello  |
        | From                           | sender |
        | ChannelAttributes.channel_type | custom |
        | ChannelAttributes.long_lived   | false  |
        | Index                          | 0      |

      Examples: without one
        | field                       | name |
        | ChannelAttributes.nickname  |      |
        | ChannelAttributes.from.last |      |
        | channelattributes.from      |      |
        | Subject                     |      |

    @assumed
    Scenario Outline: <case> makes no task and loses no message
      Given a Studio flow that <flow>
      And a custom chat channel of "Joan"
      When the contact sends "a\slip" with the webhook called
      Then the request is accepted
      And the messages have made no task
      And the chat channel keeps "a\slip"

      Examples:
        | case                              | flow                                            |
        | a name that spoils the attributes | names its tasks by the message's "Body"         |
        | an object in place of a name      | names its tasks by the message's "ChannelAttributes" |
        | an unknown workflow               | sends chats to an unknown workflow              |
        | an unknown task channel           | sends chats to an unknown task channel          |
        | a flow that nobody published      | is only a draft                                 |

    @assumed
    Example: what runs is what was published last
      Given a Studio flow that names its tasks by the message's "Body"
      And a draft of it would name its tasks "unfinished"
      And a custom chat channel of "Joan"
      When the contact sends "Hello" with the webhook called
      Then the name of the chat's task is "Hello"

    @assumed
    Scenario Outline: attributes of <length> characters make <tasks>
      Given a Studio flow that gives its tasks a note of <length> characters
      And a custom chat channel of "Joan"
      When the contact sends "Hello" with the webhook called
      Then the messages have made <tasks>

      Examples:
        | length | tasks    |
        | 1023   | one task |
        | 1024   | one task |
        | 1025   | no task  |

    @assumed
    Example: a flow without a say gives the task an hour
      Given a custom chat channel of "Joan"
      When the contact sends "Hello" with the webhook called
      Then the chat's task has a timeout of 3600 seconds and the priority 0

    @assumed
    Example: a flow may give the task another place
      Given a Studio flow with a timeout of 600 seconds and the priority 5
      And a custom chat channel of "Joan"
      When the contact sends "Hello" with the webhook called
      Then the chat's task has a timeout of 600 seconds and the priority 5

    @assumed
    Scenario Outline: a flow without <part> cannot be published
      When a Studio flow is published without <part>
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | part             |
        | states           |
        | an initial state |
        | a workflow       |
        | a task channel   |

  @CC-06
  Rule: a custom Flex Flow ties channel, Studio flow, chat service and identity together
    There is no page in the console for it. What a command line leaves out or
    misspells is not seen anywhere until a contact's messages lead to nobody.

    @documented
    Example: the page's own command ties all four
      Given a Studio flow that sends chats to Flex
      When a Flex Flow is made as the page's command makes it
      Then the Flex Flow's channel type is "custom"
      And the Flex Flow leads to the Studio flow
      And the Flex Flow is on Flex's chat service
      And the Flex Flow's contact identity is "custom"

    @documented
    Example: messages run the Studio flow that the page's own command names
      Given a Studio flow that sends chats to Flex
      And a Flex Flow has been made as the page's command makes it
      And a chat channel has been made for "Joan"
      When the contact sends "Hello" with the webhook called
      Then the messages have made one task

    @assumed
    Scenario Outline: without a <parameter> there is no Flex Flow
      Given a Studio flow that sends chats to Flex
      When a Flex Flow is made without a <parameter>
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | parameter     |
        | friendly name |
        | chat service  |
        | channel type  |

    @assumed
    Example: a contact identity may be left out
      Given a Studio flow that sends chats to Flex
      When a Flex Flow is made without a contact identity
      Then the request is accepted
      And the Flex Flow leads to the Studio flow

    @assumed
    Scenario Outline: a Flex Flow for an unknown <part> is refused
      Given a Studio flow that sends chats to Flex
      When a Flex Flow is made for an unknown <part>
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | part         |
        | chat service |
        | Studio flow  |

    @assumed
    Scenario Outline: <type> is a type of channel
      Given a Studio flow that sends chats to Flex
      When a Flex Flow is made for the channel type "<type>"
      Then the Flex Flow's channel type is "<type>"

      Examples:
        | type     |
        | web      |
        | sms      |
        | facebook |
        | whatsapp |
        | line     |
        | custom   |

    @assumed
    Scenario Outline: <case> is no type of channel: <type>
      Given a Studio flow that sends chats to Flex
      When a Flex Flow is made for the channel type "<type>"
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | case             | type     |
        | a capital letter | Custom   |
        | an own name      | fax      |
        | an empty text    |          |

    @assumed
    Scenario Outline: the integration <integration> needs to know where to
      When a Flex Flow is made for the integration "<integration>" and nothing else
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | integration |
        | studio      |
        | external    |
        | task        |
        | carrier     |

    @assumed
    Scenario Outline: a Flex Flow whose creator says <enabled> makes <tasks>
      Given a Studio flow that sends chats to Flex
      And a Flex Flow whose creator says that it is <enabled>
      And a chat channel has been made for "Joan"
      When the contact sends "Hello" with the webhook called
      Then the messages have made <tasks>
      And the chat channel keeps "Hello"

      Examples:
        | enabled     | tasks    |
        | enabled     | one task |
        | not enabled | no task  |
        | neither     | no task  |

    @assumed
    Example: a Flex Flow that is enabled later takes the next message
      Given a Studio flow that sends chats to Flex
      And a Flex Flow whose creator says that it is not enabled
      And a chat channel has been made for "Joan"
      And the contact has sent "Hello" with the webhook called
      And the Flex Flow has been enabled
      When the contact sends "Anybody there?" with the webhook called
      Then the messages have made one task

    @assumed
    Example: a Flex Flow that is disabled takes no message any more
      Given a custom chat channel of "Joan"
      And the Flex Flow has been disabled
      When the contact sends "Hello" with the webhook called
      Then the messages have made no task
      And the chat channel keeps "Hello"

  @CC-07
  Rule: a new Flex channel gets a webhook for added messages
    This is createNewChannel(), the first function of the middleware. Without the
    webhook the contact never sees what the agent writes, and nothing fails.

    @documented
    Example: Flex makes a private chat channel that names the contact
      Given a custom chat channel of "Grace"
      When a chat channel is made for "Joan"
      Then the chat channel is private
      And the chat channel's "from" is "Joan"

    @assumed
    Scenario Outline: Flex writes the channel's <attribute> into it
      Given a custom chat channel of "Grace"
      When a chat channel is made for "Joan"
      Then the chat channel's "<attribute>" is "<value>"

      Examples:
        | attribute    | value  |
        | channel_type | custom |
        | status       | ACTIVE |
        | long_lived   | false  |

    @documented
    Example: a webhook for added messages is there when it is looked for
      Given a custom chat channel of "Joan"
      When a webhook for sent messages is made at "https://middleware.example.com/new-message"
      Then the chat channel lists one webhook
      And the webhook is called at "https://middleware.example.com/new-message" for "onMessageSent"

    @assumed
    Example: a webhook that failed is not called again unless that is asked for
      Given a custom chat channel of "Joan"
      When a webhook for sent messages is made at "https://middleware.example.com/new-message"
      Then the webhook is called again up to 0 times

    @assumed
    Scenario Outline: a webhook may be called again up to <times> times
      Given a custom chat channel of "Joan"
      When a webhook that is called again up to <times> times is made
      Then the webhook is called again up to <times> times

      Examples:
        | times |
        | 0     |
        | 1     |
        | 3     |

    @assumed
    Scenario Outline: a webhook cannot be called again up to <times> times
      Given a custom chat channel of "Joan"
      When a webhook that is called again up to <times> times is made
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | times |
        | -1    |
        | 4     |

    @assumed
    Scenario Outline: a webhook <fault> is refused
      Given a custom chat channel of "Joan"
      When a webhook <made>
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | fault                     | made                                                |
        | without an address        | without an address is made                          |
        | at an empty address       | for sent messages is made at ""                     |
        | at no web address         | for sent messages is made at "middleware/messages"  |
        | of an unknown type        | of the type "carrier" is made                       |
        | of a type in capitals     | of the type "Webhook" is made                       |
        | for an unknown event      | for the event "onMessageRead" is made               |
        | for an event of another product | for the event "onMessageAdded" is made        |

    @assumed
    Example: a webhook on a channel that does not exist is refused
      Given a custom chat channel of "Joan"
      When a webhook is made on an unknown chat channel
      Then the request is refused as not found
      And the chat channel lists no webhooks

    @assumed
    Scenario Outline: without <parameter> there is no chat channel
      Given a custom chat channel of "Grace"
      When a chat channel is made without <parameter>
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | parameter          |
        | a Flex Flow        |
        | an identity        |
        | the contact's name |
        | a friendly name    |

    @assumed
    Example: a Flex Flow that does not exist has no chat channels
      Given a custom chat channel of "Grace"
      When a chat channel is made for an unknown Flex Flow
      Then the request is refused as not found
      And nothing has changed

    @assumed
    Example: two chat channels cannot have one name
      Given a custom chat channel of "Grace"
      And a chat channel has been made for "Joan" under the name "order 42"
      When a chat channel is made for "Grace" under the name "order 42"
      Then the request is refused as conflicting
      And nothing has changed

    @documented
    Example: a contact who comes back is the same chat user
      Given a custom chat channel of "Joan"
      When a chat channel is made for "Joan"
      Then the contact has one chat user

  @CC-08
  Rule: a chat's first message makes its task, provided that the webhook is called
    This is sendChatMessage(), the second function of the middleware. A message
    that is sent through the API calls no webhook unless the sender asks for it:
    leave that out, and every message is there to be read and no agent is told.

    @documented
    Example: the first message makes the task
      Given a custom chat channel of "Joan"
      When the contact sends "Hello" with the webhook called
      Then the messages have made one task
      And the chat channel keeps "Hello"

    @documented
    Example: a message that calls no webhook is kept and makes no task
      Given a custom chat channel of "Joan"
      When the contact sends "Hello" without the webhook called
      Then the messages have made no task
      And the chat channel keeps "Hello"

    @assumed
    Scenario Outline: the answer "<answer>" to whether the webhook is called makes <tasks>
      Given a custom chat channel of "Joan"
      When the contact sends "Hello" and answers "<answer>" to whether the webhook is called
      Then the messages have made <tasks>
      And the chat channel keeps "Hello"

      Examples:
        | answer | tasks    |
        | true   | one task |
        | True   | one task |
        | TRUE   | one task |
        | false  | no task  |
        | yes    | no task  |
        | 1      | no task  |

    @documented
    Example: a later message that calls the webhook makes the task
      Given a custom chat channel of "Joan"
      And the contact has sent "Hello" without the webhook called
      When the contact sends "Anybody there?" with the webhook called
      Then the messages have made one task
      And the chat channel keeps "Hello" and then "Anybody there?"

    @documented
    Example: the second message makes no second task
      Given a custom chat channel of "Joan"
      And the contact has sent "Hello" with the webhook called
      When the contact sends "Anybody there?" with the webhook called
      Then the messages have made one task
      And the chat channel keeps "Hello" and then "Anybody there?"

    @assumed
    Scenario Outline: once its task was <how>, a message on a <life> chat channel makes <tasks> in all
      Given a <life> chat channel of "Joan"
      And the contact has sent "Hello" with the webhook called
      And the chat's task has been <how>
      When the contact sends "One more thing" with the webhook called
      Then the messages have made <tasks>
      And the chat channel keeps "Hello" and then "One more thing"

      Examples:
        | life              | how                    | tasks     |
        | custom            | accepted and completed | one task  |
        | custom            | canceled               | one task  |
        | long-lived custom | accepted and completed | two tasks |
        | long-lived custom | canceled               | two tasks |
