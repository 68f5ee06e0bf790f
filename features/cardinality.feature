Feature: Values that tell one task from all others
  Attributes are for reports to group by. An identifier in one makes a group of
  every task; Historical Reporting then takes longer to load, down to not being
  able to keep up.

  Background:
    Given the contact centre "nobody available"

  @TD-16
  Rule: values that differ from task to task belong in labels
    Labels are kept beside a conversation and not grouped by. The rig looks over
    all tasks of the account and tells which attribute is used like a label.

    @documented
    Scenario Outline: <path> with a value of its own on every task
      Given 10 tasks carry "<path>" with 10 different values
      When the rig checks how much the tasks differ
      Then the rig reports:
        | severity | rule  | path   | saying   |
        | warning  | TD-16 | <path> | <advice> |

      Examples:
        | path                                    | advice                               |
        | conversations.conversation_attribute_1  | conversations.conversation_label_1   |
        | conversations.conversation_attribute_10 | conversations.conversation_label_10  |
        | customers.customer_attribute_3          | customers.customer_label_3           |
        | conversations.campaign                  | conversations.conversation_label_1   |
        | customers.category                      | customers.customer_label_1           |

    @assumed
    Scenario Outline: <values> different values on <tasks> tasks are too many
      Given <tasks> tasks carry "conversations.conversation_attribute_2" with <values> different values
      When the rig checks how much the tasks differ
      Then the rig reports:
        | severity | rule  | path                                   |
        | warning  | TD-16 | conversations.conversation_attribute_2 |

      Examples:
        | tasks | values |
        | 10    | 10     |
        | 10    | 9      |
        | 11    | 10     |
        | 100   | 91     |
        | 100   | 90     |

    @assumed
    Scenario Outline: <values> different values on <tasks> tasks are few enough
      Given <tasks> tasks carry "conversations.conversation_attribute_2" with <values> different values
      When the rig checks how much the tasks differ
      Then the rig reports nothing

      Examples:
        | tasks | values |
        | 1     | 1      |
        | 9     | 9      |
        | 10    | 8      |
        | 11    | 9      |
        | 100   | 89     |
        | 100   | 2      |

    @documented
    Scenario Outline: a label may differ: <path>
      Given 10 tasks carry "<path>" with 10 different values
      When the rig checks how much the tasks differ
      Then the rig reports nothing

      Examples:
        | path                               |
        | conversations.conversation_label_1 |
        | customers.customer_label_1         |

    @assumed
    Scenario Outline: so may what is meant to: <path>
      Given 10 tasks carry "<path>" with 10 different values
      When the rig checks how much the tasks differ
      Then the rig reports nothing

      Examples:
        | path                                 |
        | conversations.conversation_measure_1 |
        | conversations.hold_time              |
        | conversations.conversation_id        |
        | conversations.segment_link           |
        | conversations.media                  |
        | conversations.case                   |
        | conversations.order                  |
        | conversations.external_contact       |
        | customers.name                       |
        | customers.phone                      |
        | customers.email                      |
        | customers.external_id                |
        | customers.customer_link              |
        | customers.geo_location               |
        | customers.acquisition_date           |
        | customers.acquisition_cost           |
        | customers.business_value             |
        | ticket                               |

    @documented
    Example: the values of agents count as well
      Given 10 agents carry "agent_attribute_1" with 10 different values
      When the rig checks how much the agents differ
      Then the rig reports:
        | severity | rule  | path              | saying        |
        | warning  | TD-16 | agent_attribute_1 | agent_label_1 |

    @documented
    Example: an agent's label may differ
      Given 10 agents carry "agent_label_1" with 10 different values
      When the rig checks how much the agents differ
      Then the rig reports nothing
