@needs:insights
Feature: The text that HIPAA mode leaves of attributes
  A key that is written in an unusual way is the same key to whoever reads it.

  Background:
    Given the contact centre "one queue, one agent"
    And HIPAA mode is on
    And a call that "Ada" has accepted

  @TD-28
  Rule: HIPAA mode takes personal members out of the text and leaves the rest to the letter
    The record is still one that can be read and compared.

    @assumed
    Scenario Outline: <what>
      Given the task's attributes are set to:
        """
        <sent>
        """
      When "Ada" completes the task
      Then the record of "task.completed" reads:
        """
        <left>
        """

      Examples:
        | what                 | sent                                                           | left                                   |
        | the first member     | {"from":"a", "direction":"b"}                                  | {"direction":"b"}                      |
        | the last member      | {"direction":"b", "from":"a"}                                  | {"direction":"b"}                      |
        | one in the middle    | {"z": 1, "from" : "a" , "b": 2}                                | {"z": 1 , "b": 2}                      |
        | all there is         | { "from" : "a", "to" : "b" }                                   | {  }                                   |
        | an inner member      | {"customers": {"name":"Jo","category":"VIP"} }                 | {"customers": {"category":"VIP"} }     |
        | a key given twice    | {"customers":{"name":"a","name":"b"},"x":[1, 2]}               | {"customers":{},"x":[1, 2]}            |
        | an object twice      | {"customers":{"name":"a"},"customers":{"name":"b"}}            | {"customers":{},"customers":{}}        |
        | an escaped key       | {"customers":{"n\u0061me":"Jo"},"a":1}                         | {"customers":{},"a":1}                 |
        | a value of any kind  | {"from":{"name":"Jo"},"to":["Jo"],"a":{"from":"b"}}            | {"a":{"from":"b"}}                     |
        | a list of customers  | {"a":1,"customers":["Jo"]}                                     | {"a":1}                                |
        | no customer          | {"customers":null}                                             | {"customers":null}                     |
