package org.schoolcrm.webhooks;

import java.util.Objects;
import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/** Hands the current call to resources that ask for it with {@code @Context}. */
public final class RawCallProvider implements ContextProvider<RawCall> {

    @Override
    public RawCall createContext(Message message) {
        return of(message);
    }

    static RawCall of(Message message) {
        return (RawCall) Objects.requireNonNull(message.get(AbstractHTTPDestination.HTTP_REQUEST));
    }
}
