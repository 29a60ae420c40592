package org.schoolcrm.mailing.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a message goes on that the mailing's method has not delivered: each customer is written to by the first channel
 * that reaches him, and by the next one once that has surely failed or has reported nothing in time.
 *
 * @param then the channels after the mailing's method, in this order
 * @param waitMinutes how long a delivery is waited for; channels that report none are not waited for
 * @param template for the channels whose messages are written another way than the method's (e-mail, or all others); null
 *     if there are none
 */
public record DeliveryChain(
        List<Step> then, int waitMinutes, @Nullable TemplateId template) {

    /** A step that is null is refused with its name by whoever reads the form. */
    public DeliveryChain {
        then = Collections.unmodifiableList(new ArrayList<>(then));
    }

    /** A channel that a chain may go on by. */
    public enum Step {
        TELEGRAM,
        MAX,
        WHATSAPP,
        SMS,
        EMAIL;

        /** There are e-mail templates and SMS templates; all channels but e-mail use the latter (R133, A36). */
        public DeliveryMethod templates() {
            return this == EMAIL ? DeliveryMethod.EMAIL : DeliveryMethod.SMS;
        }
    }
}
