@needs:insights
Feature: Conversations and their segments
  A report counts conversations and adds up their segments. A task that does not
  name its conversation is a customer more; a segment too few hides who waited
  where, and with whom the customer spoke.

  @TD-12
  Rule: tasks with one conversation id form one conversation
    Whoever hands a customer over by making another task has to say so: Insights
    sees tasks, and two tasks are two conversations unless they name one.

    Background:
      Given the contact centre "one queue, one agent"

    @documented
    Example: three calls, the later ones naming the first
      Given a call that "Ada" has completed
      And a call that "Ada" has completed, with:
        | conversations.conversation_id | the first call's sid |
      When a call arrives with:
        | conversations.conversation_id | the first call's sid |
      Then all tasks form one conversation
      And the conversation's segments are:
        | kind         | agent | outcome   |
        | Queue        |       | accepted  |
        | Conversation | Ada   | completed |
        | Queue        |       | accepted  |
        | Conversation | Ada   | completed |
        | Queue        |       | goes on   |
        | Conversation | Ada   | goes on   |

    @documented
    Scenario Outline: three calls that share the id "<id>", which is no task's
      Given a call that "Ada" has completed, with:
        | conversations.conversation_id | <id> |
      And a call that "Ada" has completed, with:
        | conversations.conversation_id | <id> |
      When a call arrives with:
        | conversations.conversation_id | <id> |
      Then all tasks form one conversation

      Examples:
        | id        |
        | case 4711 |
        | 東京        |

    @documented
    Scenario Outline: two calls, <ids>
      Given a call that "Ada" has completed, with:
        | conversations.conversation_id | <first> |
      When a call arrives with:
        | conversations.conversation_id | <second> |
      Then all tasks form two conversations

      Examples:
        | ids                      | first  | second |
        | with different ids       | case 1 | case 2 |
        | of which neither has one | null   | null   |

    @assumed
    Scenario Outline: ids that are <alike>
      Given a call that "Ada" has completed, with:
        | conversations.conversation_id | <first> |
      When a call arrives with:
        | conversations.conversation_id | <second> |
      Then all tasks form two conversations

      Examples:
        | alike                 | first  | second |
        | the same but for case | case 1 | Case 1 |
        | both an empty text    | ""     | ""     |
        | the same number       | 7      | 7      |

    @assumed
    Example: a first call with an id of its own is not found by its sid
      Given a call that "Ada" has completed, with:
        | conversations.conversation_id | case 1 |
      When a call arrives with:
        | conversations.conversation_id | the first call's sid |
      Then all tasks form two conversations

    @assumed
    Example: a call that names one which names another is not of the other's conversation
      Given a call that "Ada" has completed
      And a call that "Ada" has completed, with:
        | conversations.conversation_id | the first call's sid |
      When a call arrives with:
        | conversations.conversation_id | the second call's sid |
      Then all tasks form two conversations

    @documented
    Example: named while the agent talks
      Given a call that "Ada" has completed, with:
        | conversations.conversation_id | case 1 |
      And a call that "Ada" has accepted
      And the task's data is:
        | conversations.conversation_id | case 1 |
      When "Ada" completes the task
      Then all tasks form one conversation

    @documented
    Example: named once the second call is over
      Given a call that "Ada" has completed, with:
        | conversations.conversation_id | case 1 |
      And a call that "Ada" has completed
      When the task's data is:
        | conversations.conversation_id | case 1 |
      Then the request is accepted
      And all tasks form two conversations

    @assumed
    Example: a call that follows a chat names what the chat's own task names
      Given a chat that "Ada" has completed, with:
        | department | Sales |
      When a call arrives with:
        | conversations.conversation_id | the chat's conversation id |
      Then all tasks form one conversation

    @assumed
    Example: a call that names a chat's task is of another conversation
      Given a chat that "Ada" has completed, with:
        | department | Sales |
      When a call arrives with:
        | conversations.conversation_id | the chat's sid |
      Then all tasks form two conversations

  @TD-13
  Rule: a new agent, channel or queue begins a new segment
    Segments are what waiting and talking times are measured on. That a change
    is missing from them shows in no error, only in times that are too long. The
    channel is the task channel that the task is on.

    @documented
    Example: a new agent, after the first one declined
      Given the contact centre "one queue, two agents"
      And a call offered to "Ada", rejected, and accepted by "Grace"
      When "Grace" completes the task
      Then the conversation's segments are:
        | kind         | agent | queue   | channel | outcome   |
        | Queue        |       | Support | voice   | accepted  |
        | Conversation | Ada   | Support | voice   | rejected  |
        | Conversation | Grace | Support | voice   | completed |

    @documented
    Example: a new agent in another department, by a task of the same conversation
      Given the contact centre "two queues"
      And a call that "Ada" has completed
      When a call arrives with:
        | conversations.conversation_id | the first call's sid |
        | department                    | sales                |
      Then the conversation's segments are:
        | kind         | agent | queue   | channel | outcome   |
        | Queue        |       | Support | voice   | accepted  |
        | Conversation | Ada   | Support | voice   | completed |
        | Queue        |       | Sales   | voice   | goes on   |
        | Conversation | Grace | Sales   | voice   | goes on   |

    @assumed
    Example: a second agent on the same chat
      Given the contact centre "one queue, two agents"
      And a chat that "Ada" and "Grace" have accepted
      When "Ada" completes the task
      Then the conversation's segments are:
        | kind         | agent | channel | outcome   |
        | Queue        |       | chat    | accepted  |
        | Conversation | Ada   | chat    | completed |
        | Queue        |       | chat    | accepted  |
        | Conversation | Grace | chat    | goes on   |

    @documented
    Example: a new queue while the customer waits
      Given the contact centre "two queues"
      And a call waiting in the queue
      When the task's data is:
        | department | sales |
      Then the conversation's segments are:
        | kind  | queue   | channel | outcome |
        | Queue | Support | voice   | moved   |
        | Queue | Sales   | voice   | goes on |

    @documented
    Example: a new channel while the customer waits
      Given the contact centre "one queue, one agent"
      And a call waiting in the queue
      When the task changes to the task channel "sms"
      Then the conversation's segments are:
        | kind  | queue   | channel | outcome |
        | Queue | Support | voice   | moved   |
        | Queue | Support | sms     | goes on |

    @assumed
    Example: a new channel while the call is offered
      Given the contact centre "one queue, one agent"
      And a call offered to "Ada"
      When the task changes to the task channel "sms"
      Then the conversation's segments are:
        | kind         | agent | channel | outcome |
        | Queue        |       | voice   | moved   |
        | Conversation | Ada   | voice   | moved   |
        | Queue        |       | sms     | goes on |
        | Conversation | Ada   | sms     | goes on |

    @documented
    Scenario Outline: a new channel while the agent <works>
      Given the contact centre "one queue, one agent"
      And a call that "Ada" has <state>
      When the task changes to the task channel "sms"
      Then the conversation's segments are:
        | kind         | agent | queue   | channel | outcome  |
        | Queue        |       | Support | voice   | accepted |
        | Conversation | Ada   | Support | voice   | moved    |
        | Conversation | Ada   | Support | sms     | goes on  |

      Examples:
        | works    | state      |
        | talks    | accepted   |
        | wraps up | wrapped up |

    @assumed
    Example: what is read at the end is read for the segments on both channels
      Given the contact centre "one queue, one agent"
      And a call that "Ada" has accepted
      And the task has changed to the task channel "sms"
      And the task's data is:
        | conversations.campaign | Spring |
      When "Ada" completes the task
      Then the conversation's segments are:
        | kind         | agent | channel | outcome   | campaign |
        | Queue        |       | voice   | accepted  | Spring   |
        | Conversation | Ada   | voice   | moved     | Spring   |
        | Conversation | Ada   | sms     | completed | Spring   |

    @documented
    Example: an email that follows a call
      Given the contact centre "one queue, one agent"
      And a call that "Ada" has completed
      When an email arrives with:
        | conversations.conversation_id | the call's sid |
      Then the conversation's segments are:
        | kind         | agent | channel | outcome   |
        | Queue        |       | voice   | accepted  |
        | Conversation | Ada   | voice   | completed |
        | Queue        |       | email   | goes on   |
        | Conversation | Ada   | email   | goes on   |

    @documented
    Scenario Outline: no new segment where <nothing new>
      Given the contact centre "one queue, one agent"
      And a call that "Ada" has accepted
      When <change>
      Then the conversation's segments are:
        | kind         | agent | queue   | channel | outcome  |
        | Queue        |       | Support | voice   | accepted |
        | Conversation | Ada   | Support | voice   | goes on  |

      Examples:
        | nothing new                        | change                                       |
        | the priority changes               | the task is given the priority 7             |
        | the attributes change              | the task's "customers.name" is 2 times "Jo"  |
        | the channel is the one that it was | the task changes to the task channel "voice" |

    @assumed
    Example: an offer that is declined leaves the wait in the queue as it is
      Given the contact centre "one queue, two agents"
      And a call offered to "Ada"
      When "Ada" rejects the task
      Then the conversation's segments are:
        | kind         | agent | queue   | outcome  |
        | Queue        |       | Support | goes on  |
        | Conversation | Ada   | Support | rejected |
        | Conversation | Grace | Support | goes on  |
