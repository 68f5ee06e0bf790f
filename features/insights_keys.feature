Feature: Which of a task's data reaches Insights
  A report is made of the keys that Insights knows, in the two objects that it
  looks into. Nobody is told when a key is misspelt: the column stays empty.

  Background:
    Given the contact centre "one queue, one agent"

  @TD-14 @needs:insights
  Rule: a conversation has ten attributes, ten labels and ten measures of one's own
    The eleventh is lost without a word, and so is number nought.

    Background:
      Given a call that "Ada" has accepted

    @documented
    Example: all ten attributes
      Given the task's data is:
        | conversations.conversation_attribute_1  | Gold |
        | conversations.conversation_attribute_2  | Gold |
        | conversations.conversation_attribute_3  | Gold |
        | conversations.conversation_attribute_4  | Gold |
        | conversations.conversation_attribute_5  | Gold |
        | conversations.conversation_attribute_6  | Gold |
        | conversations.conversation_attribute_7  | Gold |
        | conversations.conversation_attribute_8  | Gold |
        | conversations.conversation_attribute_9  | Gold |
        | conversations.conversation_attribute_10 | Gold |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.conversation_attribute_1  | Gold |
        | conversations.conversation_attribute_2  | Gold |
        | conversations.conversation_attribute_3  | Gold |
        | conversations.conversation_attribute_4  | Gold |
        | conversations.conversation_attribute_5  | Gold |
        | conversations.conversation_attribute_6  | Gold |
        | conversations.conversation_attribute_7  | Gold |
        | conversations.conversation_attribute_8  | Gold |
        | conversations.conversation_attribute_9  | Gold |
        | conversations.conversation_attribute_10 | Gold |

    @documented
    Example: all ten labels
      Given the task's data is:
        | conversations.conversation_label_1  | A-17 |
        | conversations.conversation_label_2  | A-17 |
        | conversations.conversation_label_3  | A-17 |
        | conversations.conversation_label_4  | A-17 |
        | conversations.conversation_label_5  | A-17 |
        | conversations.conversation_label_6  | A-17 |
        | conversations.conversation_label_7  | A-17 |
        | conversations.conversation_label_8  | A-17 |
        | conversations.conversation_label_9  | A-17 |
        | conversations.conversation_label_10 | A-17 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.conversation_label_1  | A-17 |
        | conversations.conversation_label_2  | A-17 |
        | conversations.conversation_label_3  | A-17 |
        | conversations.conversation_label_4  | A-17 |
        | conversations.conversation_label_5  | A-17 |
        | conversations.conversation_label_6  | A-17 |
        | conversations.conversation_label_7  | A-17 |
        | conversations.conversation_label_8  | A-17 |
        | conversations.conversation_label_9  | A-17 |
        | conversations.conversation_label_10 | A-17 |

    @documented
    Example: all ten measures
      Given the task's data is:
        | conversations.conversation_measure_1  | 101 |
        | conversations.conversation_measure_2  | 102 |
        | conversations.conversation_measure_3  | 103 |
        | conversations.conversation_measure_4  | 104 |
        | conversations.conversation_measure_5  | 105 |
        | conversations.conversation_measure_6  | 106 |
        | conversations.conversation_measure_7  | 107 |
        | conversations.conversation_measure_8  | 108 |
        | conversations.conversation_measure_9  | 109 |
        | conversations.conversation_measure_10 | 110 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.conversation_measure_1  | 101 |
        | conversations.conversation_measure_2  | 102 |
        | conversations.conversation_measure_3  | 103 |
        | conversations.conversation_measure_4  | 104 |
        | conversations.conversation_measure_5  | 105 |
        | conversations.conversation_measure_6  | 106 |
        | conversations.conversation_measure_7  | 107 |
        | conversations.conversation_measure_8  | 108 |
        | conversations.conversation_measure_9  | 109 |
        | conversations.conversation_measure_10 | 110 |

    @documented
    Scenario Outline: there is no <sort> number <number>
      Given the task's data is:
        | conversations.conversation_<sort>_<number> | <value> |
        | conversations.campaign                     | Spring  |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |

      Examples:
        | sort      | number | value |
        | attribute | 0      | Gold  |
        | attribute | 11     | Gold  |
        | label     | 0      | A-17  |
        | label     | 11     | A-17  |
        | measure   | 0      | 101   |
        | measure   | 11     | 101   |

    @assumed
    Scenario Outline: numbers are written plainly: <number>
      Given the task's data is:
        | conversations.conversation_attribute<number> | Gold |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data

      Examples:
        | number |
        | _01    |
        | _1.0   |
        | _      |
        | 1      |

    @documented
    Example: a gap in the numbering
      Given the task's data is:
        | conversations.conversation_attribute_10 | Gold |
        | conversations.conversation_label_2      | A-17 |
        | conversations.conversation_measure_5    | 105  |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.conversation_attribute_10 | Gold |
        | conversations.conversation_label_2      | A-17 |
        | conversations.conversation_measure_5    | 105  |

    @documented
    Example: a measure of nothing
      Given the task's data is:
        | conversations.conversation_measure_1 | 0     |
        | conversations.conversation_measure_2 | -1.25 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.conversation_measure_1 | 0     |
        | conversations.conversation_measure_2 | -1.25 |

    @assumed
    Scenario Outline: <sort> of the wrong kind is not loaded
      Given the task's data is:
        | conversations.<key> | <value> |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And Insights reports:
        | severity | rule  | path                |
        | warning  | TD-14 | conversations.<key> |

      Examples:
        | sort         | key                      | value |
        | an attribute | conversation_attribute_1 | 101   |
        | a label      | conversation_label_10    | 101   |
        | a measure    | conversation_measure_1   | "101" |

  @TD-15
  Rule: unknown task attributes are ignored without a word
    An integration may keep its own data beside that of Insights. The price is
    that a misspelt key looks exactly like data of its own.

    Background:
      Given a call that "Ada" has accepted

    @documented
    Example: the API keeps what Insights ignores
      When the task's attributes are replaced by:
        | department               | Sales |
        | conversations.mood       | good  |
        | conversations.own.depth  | 2     |
        | customers.shoe_size      | 44    |
      Then the request is accepted
      And the task's attributes are:
        | department               | Sales |
        | conversations.mood       | good  |
        | conversations.own.depth  | 2     |
        | customers.shoe_size      | 44    |

    @documented @needs:insights
    Scenario Outline: ignored: <what>
      Given the task's data is:
        | <path>                 | <value> |
        | conversations.campaign | Spring  |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And Insights reports nothing

      Examples:
        | what                             | path                       | value  |
        | a text of one's own              | conversations.mood         | good   |
        | a number of one's own            | conversations.score        | 7      |
        | a customer's                     | customers.shoe_size        | 44     |
        | beside the two objects           | department                 | Sales  |
        | in an object of one's own        | integration.campaign       | Summer |
        | a known key beside the objects   | campaign                   | Summer |
        | nested under an unknown key      | conversations.own.campaign | Summer |
        | deeply nested                    | customers.a.b.c.name       | Jo     |
        | a customer's key with a call's   | conversations.name         | Jo     |
        | a call's key with a customer's   | customers.campaign         | Summer |
        | a misspelt key                   | conversations.campain      | Summer |
        | the customer's fourth label      | customers.customer_label_4 | A-17   |

    @assumed @needs:insights
    Scenario Outline: upper and lower case count: <path>
      Given the task's data is:
        | <path> | Spring |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And Insights reports nothing

      Examples:
        | path                   |
        | conversations.Campaign |
        | Conversations.campaign |

  @TD-17 @needs:insights
  Rule: no custom attribute is obligatory
    Data may arrive piece by piece, and a task without any is reported all the
    same.

    Background:
      Given a call that "Ada" has accepted

    @documented
    Example: none at all
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And Insights reports nothing

    @documented
    Scenario Outline: nothing but <path>
      Given the task's data is:
        | <path> | <value> |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | <path> | <value> |
      And Insights reports nothing

      Examples:
        | path                                   | value  |
        | conversations.campaign                 | Spring |
        | conversations.conversation_attribute_7 | Gold   |
        | conversations.hold_time                | 0      |
        | customers.name                         | Jo     |
        | customers.business_value               | 7500   |

    @documented
    Example: null is as good as left out
      Given the task's data is:
        | conversations.abandoned_phase | null   |
        | conversations.activity_time   | null   |
        | conversations.productive      | null   |
        | conversations.campaign        | Spring |
        | customers.customer_link       | null   |
        | customers.acquisition_date    | null   |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And Insights reports nothing

    @assumed
    Scenario Outline: null for the whole of <object>
      Given the task's data is:
        | <object> | null    |
        | <path>   | <value> |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | <path> | <value> |
      And Insights reports nothing

      Examples:
        | object        | path                   | value  |
        | conversations | customers.name         | Jo     |
        | customers     | conversations.campaign | Spring |

    @assumed
    Example: an empty text is a text
      Given the task's data is:
        | conversations.campaign | "" |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | "" |

  @TD-18 @needs:insights
  Rule: the documented keys of conversations and customers reach Insights in their documented types
    A measure that was sent as a text cannot be summed up.

    Background:
      Given a call that "Ada" has accepted

    @documented
    Scenario Outline: loaded as it is: <key>
      Given the task's data is:
        | <key> | <value> |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | <key> | <value> |
      And Insights reports nothing

      Examples: of the conversation
        | key                                  | value                     |
        | conversations.abandoned              | No                        |
        | conversations.activity               | On a Break                |
        | conversations.campaign               | Pension Insurance 2       |
        | conversations.case                   | Retention #24567          |
        | conversations.channel                | Call                      |
        | conversations.content                | bonus retention           |
        | conversations.conversation_id        | first call                |
        | conversations.destination            | External Queue            |
        | conversations.direction              | Outbound                  |
        | conversations.external_contact       | +18001234567              |
        | conversations.followed_by            | External Transfer         |
        | conversations.handling_department_id | "1"                       |
        | conversations.handling_team_id       | "2"                       |
        | conversations.hang_up_by             | Customer                  |
        | conversations.in_business_hours      | Yes                       |
        | conversations.initiated_by           | Customer                  |
        | conversations.initiative             | Leader in Insurance       |
        | conversations.ivr_path               | 1 ▸ 2                     |
        | conversations.language               | English                   |
        | conversations.order                  | 1                         |
        | conversations.outcome                | Retention - Success       |
        | conversations.preceded_by            | Warm Transfer             |
        | conversations.queue                  | Outbound Dialer - England |
        | conversations.service_level          | OK                        |
        | conversations.source                 | Waiting Room              |
        | conversations.virtual                | No                        |
        | conversations.workflow               | Outbound UK               |
        | conversations.average_response_time  | 13                        |
        | conversations.first_response_time    | 30                        |
        | conversations.focus_time             | 20                        |
        | conversations.hold_time              | 0                         |
        | conversations.ivr_time               | 0                         |

      Examples: of the customer
        | key                            | value                                |
        | customers.name                 | John Doe                             |
        | customers.customer_link        | https://crm.company.com/customer/123 |
        | customers.customer_attribute_1 | Attribute 1                          |
        | customers.customer_attribute_2 | Attribute 2                          |
        | customers.customer_attribute_3 | Attribute 3                          |
        | customers.customer_label_1     | Label 1                              |
        | customers.customer_label_2     | Label 2                              |
        | customers.customer_label_3     | Label 3                              |
        | customers.category             | VIP                                  |
        | customers.customer_manager     | Financial Partners Corp.             |
        | customers.email                | john.doe@gmail.com                   |
        | customers.external_id          | YourIdToLinkCustomers                |
        | customers.gender               | Male                                 |
        | customers.geo_location         | -22.5743922;17.0790688               |
        | customers.market_segment       | Pensioners                           |
        | customers.organization         | Prosperity Inc.                      |
        | customers.phone                | +44xxxxxxxxx                         |
        | customers.year_of_birth        | "1947"                               |
        | customers.zip                  | ZC000000                             |
        | customers.acquisition_cost     | 150                                  |
        | customers.business_value       | 7500                                 |

    @assumed
    Scenario Outline: loaded although the page shows no value: <key>
      Given the task's data is:
        | <key> | <value> |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | <key> | <value> |

      Examples:
        | key                           | value      |
        | conversations.abandoned_phase | Queue      |
        | conversations.productive      | Yes        |
        | conversations.activity_time   | 12.5       |
        | customers.acquisition_date    | 2019-11-21 |

    @documented
    Example: the names of team and department beside their ids
      Given the task's data is:
        | conversations.handling_department_id                | "1"                      |
        | conversations.handling_department_name              | Department 1             |
        | conversations.handling_department_name_in_hierarchy | Company ▸ Department 1   |
        | conversations.handling_team_id                      | "2"                      |
        | conversations.handling_team_name                    | Sales 2                  |
        | conversations.handling_team_name_in_hierarchy       | London ▸ Sales ▸ Sales 2 |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.handling_department_id                | "1"                      |
        | conversations.handling_department_name              | Department 1             |
        | conversations.handling_department_name_in_hierarchy | Company ▸ Department 1   |
        | conversations.handling_team_id                      | "2"                      |
        | conversations.handling_team_name                    | Sales 2                  |
        | conversations.handling_team_name_in_hierarchy       | London ▸ Sales ▸ Sales 2 |

    @documented
    Scenario Outline: a customer has three <sort>s of one's own and no number <number>
      Given the task's data is:
        | customers.customer_<sort>_<number> | A-17 |
        | customers.name                     | Jo   |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | customers.name | Jo |

      Examples:
        | sort      | number |
        | attribute | 0      |
        | attribute | 4      |
        | label     | 0      |
        | label     | 4      |

    @assumed
    Scenario Outline: a text that names no date, or no year, is not loaded: <key> <value>
      Given the task's data is:
        | <key> | <value> |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And Insights reports:
        | severity | rule  | path  |
        | warning  | TD-18 | <key> |

      Examples:
        | key                        | value            |
        | customers.acquisition_date | 21 November 2019 |
        | customers.acquisition_date | 2019-02-29       |
        | customers.acquisition_date | "1950"           |
        | customers.year_of_birth    | "47"             |
        | customers.year_of_birth    | unknown          |

    @documented
    Example: the wait in the queue holds the same
      Given the task's data is:
        | conversations.campaign   | Spring |
        | conversations.order      | 1      |
        | customers.name           | Jo     |
        | customers.business_value | 7500   |
      When "Ada" completes the task
      Then the "Support" queue's segment holds:
        | conversations.campaign   | Spring |
        | conversations.order      | 1      |
        | customers.name           | Jo     |
        | customers.business_value | 7500   |

    @assumed
    Scenario Outline: of the wrong type and not loaded: <key> as <value>
      Given the task's data is:
        | <key>                  | <value> |
        | conversations.campaign | Spring  |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And Insights reports:
        | severity | rule  | path  |
        | warning  | TD-18 | <key> |

      Examples:
        | key                            | value   |
        | conversations.case             | 7       |
        | conversations.virtual          | false   |
        | conversations.handling_team_id | 2       |
        | conversations.order            | "1"     |
        | conversations.hold_time        | "20"    |
        | conversations.ivr_time         | true    |
        | customers.external_id          | 15550   |
        | customers.zip                  | 10115   |
        | customers.year_of_birth        | 1947    |
        | customers.business_value       | "7500"  |
        | customers.acquisition_cost     | a lot   |
        | customers.customer_label_3     | 3       |

    @assumed
    Scenario Outline: <key> does not take an object
      Given the task's data is:
        | <key>.own | Spring |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And Insights reports:
        | severity | rule  | path  |
        | warning  | TD-18 | <key> |

      Examples:
        | key                     |
        | conversations.campaign  |
        | conversations.hold_time |
        | customers.name          |

    @assumed
    Example: a text in the place of the customer
      Given the task's data is:
        | customers              | Jo     |
        | conversations.campaign | Spring |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And Insights reports:
        | severity | rule  | path      |
        | warning  | TD-18 | customers |
