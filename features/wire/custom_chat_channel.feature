Feature: What a Send to Flex widget makes of its attributes
  The attributes are one text in which Studio fills in placeholders. It is JSON
  only once that is done, and nobody checks it before a message comes.

  Background:
    Given the contact centre "one queue, one agent"

  @CC-05
  Rule: the page's own attributes come to the task to the letter
    What stands between the placeholders is passed on as it was written. A plugin
    that compares texts, or an agent's screen that shows them, sees that.

    @documented
    Example: the page's attributes with a message's values
      Given a custom chat channel of "Joan"
      When the contact sends "Hello" with the webhook called
      Then the attributes of the chat's task read, with the chat channel for CH:
        """
        {"name": "Joan", "channelType": "web", "channelSid": "CH"}
        """

    @assumed
    Example: the same for a contact whose name is not ASCII
      Given a custom chat channel of "Zoë <&>"
      When the contact sends "Hello" with the webhook called
      Then the attributes of the chat's task read, with the chat channel for CH:
        """
        {"name": "Zoë <&>", "channelType": "web", "channelSid": "CH"}
        """

  @CC-05
  Rule: of Liquid, placeholders under trigger.message are read and all else is refused
    A flow that needs more cannot be tried here. It fails where it is published,
    with the part that is not read, and not by a task with half its attributes.

    @assumed
    Scenario Outline: <case> is refused
      When a Studio flow is published whose attributes read <attributes>
      Then the request is refused as invalid
      And nothing has changed

      Examples:
        | case                          | attributes                                       |
        | a filter                      | {"name": "{{trigger.message.Body \| upcase}}"}   |
        | a tag                         | {% if trigger.message.Body %}{"a": 1}{% endif %} |
        | an index                      | {"name": "{{trigger.message.Attributes[0]}}"}    |
        | a placeholder without an end  | {"name": "{{trigger.message.Body"}               |
        | an empty placeholder          | {"name": "{{}}"}                                 |
        | a value of the flow's own     | {"name": "{{flow.variables.name}}"}              |
        | a value of another widget     | {"name": "{{widgets.Form.inbound.Body}}"}        |

    @assumed
    Scenario Outline: <case> is taken
      When a Studio flow is published whose attributes read <attributes>
      Then the request is accepted

      Examples:
        | case                       | attributes                               |
        | white space in it          | {"name": "{{ trigger.message.Body }}"}   |
        | two of them side by side   | {"name": "{{trigger.message.From}}{{trigger.message.Body}}"} |
        | none                       | {"name": "a chat"}                       |
