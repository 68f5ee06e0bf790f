@needs:insights
Feature: The text that Insights keeps of its input
  A backup that was tidied up is no proof of what was sent.

  Background:
    Given the contact centre "one queue, one agent"
    And a call that "Ada" has accepted

  @TD-02
  Rule: the record of a reading is, to the letter, the text that was sent
    Whoever compares it with a log of their own compares texts.

    @assumed
    Scenario Outline: of a task: <difference>
      Given the task's attributes are set to:
        """
        <text>
        """
      When "Ada" completes the task
      Then the record of "reservation.completed" reads:
        """
        <text>
        """

      Examples:
        | difference               | text                                                       |
        | blanks                   | { "conversations" : { "campaign" : "Spring" } }            |
        | keys out of order        | {"zebra":1,"conversations":{"order":1,"campaign":"Spring"}} |
        | a key given twice        | {"campaign":"Spring","campaign":"Summer"}                  |
        | numbers as they were     | {"conversations":{"hold_time":1.50,"ivr_time":1E-3}}       |
        | letters written as escapes | {"customers":{"name":"\u017dofie"}}                      |
        | an object with nothing   | {}                                                         |

    @assumed
    Scenario Outline: of an agent: <difference>
      Given "Ada" has logged in to Flex
      And "Ada"'s attributes are sent as:
        """
        <text>
        """
      When "Ada" steps away
      Then the record of "worker.activity.update" reads:
        """
        <text>
        """
      And "Ada"'s attributes read:
        """
        <text>
        """

      Examples:
        | difference        | text                                        |
        | blanks            | { "team_id" : "2",  "skills" : [ "a" ] }    |
        | keys out of order | {"team_id":"2","location":"London"}         |
