package org.schoolcrm.host.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.schoolcrm.host.importer.HostRecords.ValueList;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.LegalType;

/** Customers with their contacts; a new one gets an empty base account. */
public final class CustomerLines implements LineReader<CustomerLines.Customer> {

    /** What a line says of a customer. */
    public record Customer(
            String name, LegalType legalType, long status, boolean lead, boolean archived, List<Contact> contacts) {}

    @Override
    public Function<Cells, Customer> reader(
            HostRecords host, Branch branch, List<Line> lines, Map<String, Known> known) {
        var statuses = new References(host).list(ValueList.STATUS);
        long usual = host.usualStatus();
        return cells -> new Customer(
                cells.required(Column.NAME, 300),
                LegalType.valueOf(cells.choice(Column.LEGAL_TYPE, Choice.LEGAL_TYPE, "INDIVIDUAL")),
                cells.has(Column.STATUS) ? cells.listed(Column.STATUS, statuses::find, statuses::words, usual) : usual,
                cells.yes(Column.LEAD),
                cells.yes(Column.ARCHIVED),
                contacts(cells));
    }

    @Override
    public HostWriter.RowWriter<Customer> writer(HostWriter host) {
        return host.customers();
    }

    private static List<Contact> contacts(Cells cells) {
        var contacts = new ArrayList<Contact>();
        note(contacts, Contact.Kind.EMAIL, cells.email(Column.EMAIL));
        note(contacts, Contact.Kind.MOBILE_PHONE, cells.mobilePhone(Column.MOBILE_PHONE));
        note(contacts, Contact.Kind.OTHER_PHONE, cells.otherPhone(Column.OTHER_PHONE));
        note(contacts, Contact.Kind.TELEGRAM, cells.text(Column.TELEGRAM, 60));
        return List.copyOf(contacts);
    }

    private static void note(List<Contact> contacts, Contact.Kind kind, String address) {
        if (!address.isEmpty()) {
            contacts.add(new Contact(kind, address));
        }
    }
}
