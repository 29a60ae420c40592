package org.schoolcrm.billing.api.webhook;

import org.schoolcrm.problem.ProblemType;

/** Every way of telling other systems can be refused. */
public enum WebhookProblem implements ProblemType {
    DELIVERY_UNKNOWN(404),
    ENDPOINT_INVALID(422),
    ENDPOINT_UNKNOWN(404),
    EVENTS_MISSING(422),
    TOO_MANY_ENDPOINTS(409),
    WEBHOOK_ADDRESS_NOT_PUBLIC(422),
    WEBHOOK_ADDRESS_WRONG(422);

    private final int status;

    WebhookProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
