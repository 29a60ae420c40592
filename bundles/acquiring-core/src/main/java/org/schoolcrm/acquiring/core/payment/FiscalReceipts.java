package org.schoolcrm.acquiring.core.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.EmailAddress;
import org.schoolcrm.host.spi.PhoneNumber;
import org.schoolcrm.money.Money;

/** What a bank is to print, where it is the bank that prints receipts at all. */
public final class FiscalReceipts {

    private static final List<Contact.Kind> WAYS =
            List.of(Contact.Kind.EMAIL, Contact.Kind.MOBILE_PHONE, Contact.Kind.OTHER_PHONE);

    private final Customers customers;

    public FiscalReceipts(Customers customers) {
        this.customers = customers;
    }

    boolean areWanted(MerchantAccount account) {
        return account.terms().fiscal() == FiscalPolicy.BANK;
    }

    /** Nothing if the bank prints none, or if the customer can be sent none. */
    public Optional<FiscalReceipt> of(MerchantAccount account, Invoice invoice, Money amount, Instant now) {
        if (!areWanted(account)) {
            return Optional.empty();
        }
        var facts = customers.facts(invoice.branch(), Set.of(invoice.customer()), invoice.period(), now);
        return facts.stream()
                .findFirst()
                .flatMap(FiscalReceipts::contact)
                .map(contact -> FiscalReceipt.of(contact, "Услуги по счету " + invoice.number(), amount));
    }

    private static Optional<String> contact(CustomerFacts customer) {
        return WAYS.stream()
                .flatMap(way -> customer.contacts().stream().filter(contact -> contact.kind() == way))
                .flatMap(contact -> forBank(contact).stream())
                .findFirst();
    }

    /** As cash registers take it (54-ФЗ): an address in ASCII, a phone with its country code. */
    private static Optional<String> forBank(Contact contact) {
        return contact.kind() == Contact.Kind.EMAIL
                ? EmailAddress.read(contact.address()).map(EmailAddress::ascii)
                : PhoneNumber.read(contact.address()).map(PhoneNumber::e164);
    }
}
