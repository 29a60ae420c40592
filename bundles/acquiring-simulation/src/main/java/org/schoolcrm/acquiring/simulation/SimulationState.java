package org.schoolcrm.acquiring.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.JobId;

/** Everything that a transaction can change, so that it can be taken back. */
final class SimulationState {

    final Map<AttemptId, PaymentAttempt> attempts;
    final Map<String, AttemptId> aliases;
    final Map<RefundId, Refund> refunds;
    final List<BankOperation> operations;
    final Set<PaymentId> assigned;
    final Map<PaymentId, Posting> queued;
    final Map<String, Long> inbox;
    final Map<Long, WebhookInbox.State> inboxStates;
    final Map<Long, WebhookInbox.Call> inboxRaw;
    final Map<InvoiceId, Invoice> invoices;
    final Map<JobId, Instant> jobs;
    final List<Attention> attentions;

    SimulationState() {
        attempts = new LinkedHashMap<>();
        aliases = new HashMap<>();
        refunds = new LinkedHashMap<>();
        operations = new ArrayList<>();
        assigned = new HashSet<>();
        queued = new LinkedHashMap<>();
        inbox = new HashMap<>();
        inboxStates = new HashMap<>();
        inboxRaw = new HashMap<>();
        invoices = new LinkedHashMap<>();
        jobs = new LinkedHashMap<>();
        attentions = new ArrayList<>();
    }

    SimulationState(SimulationState other) {
        attempts = new LinkedHashMap<>(other.attempts);
        aliases = new HashMap<>(other.aliases);
        refunds = new LinkedHashMap<>(other.refunds);
        operations = new ArrayList<>(other.operations);
        assigned = new HashSet<>(other.assigned);
        queued = new LinkedHashMap<>(other.queued);
        inbox = new HashMap<>(other.inbox);
        inboxStates = new HashMap<>(other.inboxStates);
        inboxRaw = new HashMap<>(other.inboxRaw);
        invoices = new LinkedHashMap<>(other.invoices);
        jobs = new LinkedHashMap<>(other.jobs);
        attentions = new ArrayList<>(other.attentions);
    }
}
