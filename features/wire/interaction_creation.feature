Feature: What the creation of an interaction answers
  Clients of the REST API that are written by hand look at the status before
  they look at anything else.

  Background:
    Given the contact centre "one queue, one agent"

  @IC-03
  Rule: an interaction that was created is answered with 201
    The descriptions of this API differ, and name 200 as well. A client that
    takes one of them for a failure asks again, and the customer waits twice.

    @assumed
    Example: begun for a customer who writes
      When a chat comes in
      Then the answer's status is 201
      And the task is reserved

    @assumed
    Example: begun by an agent
      When "Ada" begins a chat
      Then the answer's status is 201

    @assumed
    Example: refused
      When a chat comes in for an unknown workflow
      Then the request is refused as invalid
      And the answer's status is 400
