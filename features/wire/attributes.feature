Feature: The text of a task's attributes
  Attributes are sent as one form field that holds a JSON text. Integrations
  compare, sign or hash that text, so it is the text itself that has to survive,
  not merely what it means.

  Background:
    Given the contact centre "nobody available"
    And a call waiting in the queue

  @CM-01
  Rule: a task's attributes are, to the letter, the text that was accepted last
    A client that edits what it fetched works on the text of somebody else. If
    the platform tidied it up, two clients could never tell their changes apart.

    @documented
    Example: the blanks of the documented sample
      When the task's attributes are set to:
        """
        { "conversations": { "media": [ { "type": "Referenced", "url": "https://externalsystem.com/record-id2", "title": "External Ticket" } ] } }
        """
      Then the task's attributes read:
        """
        { "conversations": { "media": [ { "type": "Referenced", "url": "https://externalsystem.com/record-id2", "title": "External Ticket" } ] } }
        """

    @assumed
    Scenario Outline: nothing is tidied up: <difference>
      When the task's attributes are set to:
        """
        <text>
        """
      Then the request is accepted
      And the task's attributes read:
        """
        <text>
        """

      Examples:
        | difference                  | text                                                    |
        | no blanks                   | {"conversations":{"media":[]}}                          |
        | blanks around every sign    | { "b" : 1 ,  "a" : [ 1 , 2 ] }                          |
        | keys out of order           | {"zebra":1,"ant":2,"mole":{"b":1,"a":2}}                |
        | a key given twice           | {"campaign":"Spring","campaign":"Summer"}               |
        | letters beyond ASCII        | {"name":"Žofie Černá","city":"東京","mood":"🎧"}        |
        | letters written as escapes  | {"name":"\u017dofie","path":"a\/b"}                     |
        | signs that HTML would mind  | {"note":"<b>Tom & Jerry</b> 100% + 1=2;"}               |
        | numbers as they were typed  | {"ratio":1.50,"big":12345678901234567890,"small":1E-3}  |
        | an object with nothing      | {}                                                      |

    @assumed
    Example: line breaks
      When the task's attributes are set to:
        """
        {
          "conversations": {
            "media": []
          }
        }
        """
      Then the task's attributes read:
        """
        {
          "conversations": {
            "media": []
          }
        }
        """

    @assumed
    Example: nothing of the older text is merged into the newer one
      Given the task's attributes are set to:
        """
        {"campaign":"Spring","conversations":{"campaign":"Spring","media":[{"type":"Raw","url":"https://crm.example/1","title":"One"}]}}
        """
      When the task's attributes are set to:
        """
        {"conversations":{"media":[{"type":"Raw","url":"https://crm.example/2","title":"Two"}]}}
        """
      Then the task's attributes read:
        """
        {"conversations":{"media":[{"type":"Raw","url":"https://crm.example/2","title":"Two"}]}}
        """

    @assumed
    Scenario Outline: a text that is no JSON object is refused: <difference>
      Given the task's attributes are set to:
        """
        { "campaign": "Spring" }
        """
      When the task's attributes are set to:
        """
        <text>
        """
      Then the request is refused as invalid
      And the task's attributes read:
        """
        { "campaign": "Spring" }
        """

      Examples:
        | difference            | text                              |
        | a bracket is missing  | {"conversations":{"media":[]}     |
        | a bracket too many    | {"campaign":"Summer"}}            |
        | a comma too many      | {"campaign":"Summer",}            |
        | the wrong quotes      | {'campaign':'Summer'}             |
        | keys without quotes   | {campaign:"Summer"}               |
        | a bare word           | Summer                            |
        | a list                | [{"campaign":"Summer"}]           |
        | a text                | "Summer"                          |
        | null                  | null                              |

    @assumed
    Scenario Outline: white space counts as letters do: <characters> characters fit
      When the task's attributes are set to <characters> characters
      Then the request is accepted
      And the task's attributes are <characters> characters long

      Examples:
        | characters |
        | 4095       |
        | 4096       |

    @assumed
    Scenario Outline: attributes of <characters> characters are too long
      When the task's attributes are set to <characters> characters
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | characters |
        | 4097       |
        | 5000       |

  @CM-02
  Rule: a new task answers with every field that its page shows
    Typed clients decode these fields. One that is missing, or that is a text
    where a number belongs, breaks them on the day it ships.

    @documented
    Example: the sample of the page
      When a task is created with the attributes:
        """
        { "conversations": { "media": [ { "type": "Referenced", "url": "https://externalsystem.com/record-id2", "title": "External Ticket" } ] } }
        """
      Then the request is accepted
      And the answer has the fields:
        | field                     | type            |
        | account_sid               | sid AC          |
        | age                       | whole number    |
        | assignment_status         | text            |
        | attributes                | text            |
        | date_created              | time            |
        | date_updated              | time            |
        | task_queue_entered_date   | time or nothing |
        | virtual_start_time        | time            |
        | priority                  | whole number    |
        | reason                    | text or nothing |
        | sid                       | sid WT          |
        | task_queue_sid            | sid WQ          |
        | task_channel_sid          | sid TC          |
        | task_channel_unique_name  | text            |
        | timeout                   | whole number    |
        | url                       | address         |
        | workspace_sid             | sid WS          |
        | workflow_sid              | sid WW          |
        | workflow_friendly_name    | text            |
        | task_queue_friendly_name  | text            |
        | ignore_capacity           | true or false   |
        | routing_target            | text or nothing |
        | addons                    | text            |
        | required_attention        | whole number    |
        | links.task_queue          | address         |
        | links.workflow            | address         |
        | links.workspace           | address         |
        | links.reservations        | address         |

    @documented
    Example: the attributes of the answer are the text that was sent
      When a task is created with the attributes:
        """
        { "conversations": { "media": [ { "type": "Referenced", "url": "https://externalsystem.com/record-id2", "title": "External Ticket" } ] } }
        """
      Then the answer's attributes read:
        """
        { "conversations": { "media": [ { "type": "Referenced", "url": "https://externalsystem.com/record-id2", "title": "External Ticket" } ] } }
        """

    @assumed
    Example: an answer to a fetch has the same fields as the answer to the creation
      Given a task was created with the attributes:
        """
        {"conversations":{"media":[]}}
        """
      When the task is fetched
      Then the answer has the same fields as the one before
