package org.schoolcrm.host.demo.imports;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.schoolcrm.host.importer.CustomerLines.Customer;
import org.schoolcrm.host.importer.Entry;
import org.schoolcrm.host.importer.HostWriter.RowWriter;
import org.schoolcrm.host.spi.BranchId;

/** Customers with their contacts; a new one gets an empty base account. */
record CustomerWriter(Handle handle, BranchId branch) implements RowWriter<Customer> {

    @Override
    public void add(List<Entry<Customer>> entries) {
        var customers = handle.prepareBatch("insert into school_customer"
                + " (id, branch_id, name, legal_type, status_id, lead, archived)"
                + " values (:id, :branch, :name, :legalType, :status, :lead, :archived)");
        entries.forEach(
                entry -> bind(customers, entry).bind("branch", branch.value()).add());
        customers.execute();
        var accounts = handle.prepareBatch("insert into school_account (customer_id, account_id, balance, lessons_left)"
                + " values (:id, 0, 0, 0)");
        entries.forEach(entry -> accounts.bind("id", entry.id()).add());
        accounts.execute();
        addContacts(entries);
    }

    @Override
    public void change(List<Entry<Customer>> entries) {
        var customers = handle.prepareBatch("update school_customer set name = :name, legal_type = :legalType,"
                + " status_id = :status, lead = :lead, archived = :archived where id = :id");
        entries.forEach(entry -> bind(customers, entry).add());
        customers.execute();
        handle.createUpdate("delete from school_contact where customer_id = any(cast(:ids as bigint array))")
                .bindArray("ids", Long.class, entries.stream().map(Entry::id).toArray())
                .execute();
        addContacts(entries);
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

    private void addContacts(List<Entry<Customer>> entries) {
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
