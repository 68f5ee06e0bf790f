Feature: our integration links tickets to calls

  Background:
    Given the contact centre "one queue, one agent"

  Scenario: a ticket is linked while the call goes on
    Given a call that "Ada" has accepted
    When our integration links the ticket "T-1" to the call
    And "Ada" completes the task
    Then the task is completed
    And our report shows the ticket "T-1" with Ada's call

  Scenario: a ticket comes when the call has been over for too long
    Given a call that "Ada" has completed
    When 121s pass
    Then the task is gone
    And our integration cannot link the ticket "T-1" to the call
