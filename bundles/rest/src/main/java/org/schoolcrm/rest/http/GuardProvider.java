package org.schoolcrm.rest.http;

import java.util.Objects;
import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.message.Message;

/** Hands the guard of the current request to resources that ask for it with {@code @Context}. */
public class GuardProvider implements ContextProvider<Guard> {

    @Override
    public Guard createContext(Message message) {
        return Objects.requireNonNull(message.get(Guard.class), "The caller filter has not run");
    }
}
