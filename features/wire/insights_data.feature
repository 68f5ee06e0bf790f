@needs:insights
Feature: Attributes in which there is nothing for Insights
  An object may be there and empty, or not an object at all. Either is a text
  that the API takes, so that Insights has to make something of it.

  @TD-17
  Rule: attributes without any custom data are as good as others
    The segment is there all the same, with its agent, its queue and its times.

    @documented
    Scenario Outline: <attributes>
      Given the contact centre "one queue, one agent"
      And a call that "Ada" has accepted
      And the task's attributes are set to:
        """
        <attributes>
        """
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And Insights reports nothing

      Examples:
        | attributes                             |
        | {}                                     |
        | {"conversations":{}}                   |
        | {"customers":{}}                       |
        | {"conversations":{},"customers":{}}    |
        | {"customers":{"name":null}}            |
        | {"conversations":{"order":null}}       |
