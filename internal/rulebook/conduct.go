package rulebook

import (
	"fmt"
	"net/netip"
	"slices"
)

// privateNetworks are the networks of IANA's Special-Purpose Address Registries
// that lead to nobody on the internet, and the groups of machines.
func privateNetworks() []string {
	return []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
		"192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
		"::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8",
	}
}

// identifyingAttributes are labels and measures, what links tasks, media, and
// what a customer is known or reached by.
func identifyingAttributes() []string {
	return []string{
		"conversations.conversation_label_*", "conversations.conversation_measure_*", "conversations.*_time",
		"conversations.conversation_id", "conversations.segment_link", "conversations.media",
		"conversations.case", "conversations.order", "conversations.external_contact",
		"customers.customer_label_*", "customers.name", "customers.phone", "customers.email",
		"customers.external_id", "customers.customer_link", "customers.geo_location",
		"customers.acquisition_date", "customers.acquisition_cost", "customers.business_value",
	}
}

// checkConduct refuses settings with which the rig would look at nothing.
func (b *Book) checkConduct() error {
	switch {
	case b.LinkRedirects < 0:
		return fmt.Errorf("link_redirects is %d; it is 0 at least", b.LinkRedirects)
	case b.DifferingFrom < 2:
		return fmt.Errorf("differing_from is %d; one value alone differs from none", b.DifferingFrom)
	case b.DifferingPercent < 1 || b.DifferingPercent > 100:
		return fmt.Errorf("differing_percent is %d; it is 1 to 100", b.DifferingPercent)
	}
	for _, status := range b.LinkRefusals {
		if status < 400 || status > 499 {
			return fmt.Errorf("link_refusals holds %d; statuses that refuse are 400 to 499", status)
		}
	}
	for _, network := range b.PrivateNetworks {
		if _, err := netip.ParsePrefix(network); err != nil {
			return fmt.Errorf("private_networks: %w; write an address and the bits that count, 10.0.0.0/8", err)
		}
	}
	for _, list := range []struct {
		name  string
		words []string
	}{
		{"link_login_words", b.LinkLoginWords}, {"link_login_marks", b.LinkLoginMarks}, {"production_words", b.ProductionWords},
	} {
		if slices.Contains(list.words, "") {
			return fmt.Errorf("%s holds an empty word, which is in every text", list.name)
		}
	}
	return nil
}
