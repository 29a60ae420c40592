package org.schoolcrm.host.demo.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.LegalType;

/** Customers with their contacts; a new one gets an empty base account. */
final class CustomerIntake implements Intake<CustomerIntake.Customer> {

    /** What a line says of a customer. */
    record Customer(
            String name, LegalType legalType, long status, boolean lead, boolean archived, List<Contact> contacts) {}

    @Override
    public Function<Cells, Customer> reader(Handle handle, Branch branch, List<Line> lines, Map<String, Known> known) {
        var statuses = new References(handle, branch).list("STATUS");
        long usual = handle.createQuery("select min(id) from school_list where kind = 'STATUS' and active")
                .mapTo(Long.class)
                .one();
        return cells -> new Customer(
                cells.required(Column.NAME, 300),
                LegalType.valueOf(cells.choice(Column.LEGAL_TYPE, Choice.LEGAL_TYPE, "INDIVIDUAL")),
                cells.has(Column.STATUS) ? cells.listed(Column.STATUS, statuses::find, statuses::words, usual) : usual,
                cells.yes(Column.LEAD),
                cells.yes(Column.ARCHIVED),
                contacts(cells));
    }

    private static List<Contact> contacts(Cells cells) {
        var contacts = new ArrayList<Contact>();
        note(contacts, Contact.Kind.EMAIL, cells.email(Column.EMAIL));
        note(contacts, Contact.Kind.MOBILE_PHONE, cells.phone(Column.MOBILE_PHONE));
        note(contacts, Contact.Kind.OTHER_PHONE, cells.phone(Column.OTHER_PHONE));
        note(contacts, Contact.Kind.TELEGRAM, cells.text(Column.TELEGRAM, 60));
        return List.copyOf(contacts);
    }

    private static void note(List<Contact> contacts, Contact.Kind kind, String address) {
        if (!address.isEmpty()) {
            contacts.add(new Contact(kind, address));
        }
    }

    @Override
    public void add(Handle handle, Branch branch, List<Entry<Customer>> entries) {
        var customers = handle.prepareBatch("insert into school_customer"
                + " (id, branch_id, name, legal_type, status_id, lead, archived)"
                + " values (:id, :branch, :name, :legalType, :status, :lead, :archived)");
        entries.forEach(entry ->
                bind(customers, entry).bind("branch", branch.id().value()).add());
        customers.execute();
        var accounts = handle.prepareBatch("insert into school_account (customer_id, account_id, balance, lessons_left)"
                + " values (:id, 0, 0, 0)");
        entries.forEach(entry -> accounts.bind("id", entry.id()).add());
        accounts.execute();
        addContacts(handle, entries);
    }

    @Override
    public void change(Handle handle, Branch branch, List<Entry<Customer>> entries) {
        var customers = handle.prepareBatch("update school_customer set name = :name, legal_type = :legalType,"
                + " status_id = :status, lead = :lead, archived = :archived where id = :id");
        entries.forEach(entry -> bind(customers, entry).add());
        customers.execute();
        handle.createUpdate("delete from school_contact where customer_id = any(cast(:ids as bigint array))")
                .bindArray("ids", Long.class, entries.stream().map(Entry::id).toArray())
                .execute();
        addContacts(handle, entries);
    }

    private static PreparedBatch bind(PreparedBatch batch, Entry<Customer> entry) {
        var customer = entry.row();
        return batch.bind("id", entry.id())
                .bind("name", customer.name())
                .bind("legalType", customer.legalType().name())
                .bind("status", customer.status())
                .bind("lead", customer.lead())
                .bind("archived", customer.archived());
    }

    private static void addContacts(Handle handle, List<Entry<Customer>> entries) {
        var batch = handle.prepareBatch("insert into school_contact (customer_id, position, kind, address)"
                + " values (:customer, :position, :kind, :address)");
        for (var entry : entries) {
            var contacts = entry.row().contacts();
            for (int position = 0; position < contacts.size(); position++) {
                batch.bind("customer", entry.id())
                        .bind("position", position)
                        .bind("kind", contacts.get(position).kind().name())
                        .bind("address", contacts.get(position).address())
                        .add();
            }
        }
        batch.execute();
    }
}
