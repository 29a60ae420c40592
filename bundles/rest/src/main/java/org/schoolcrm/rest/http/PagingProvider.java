package org.schoolcrm.rest.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Message;
import org.jspecify.annotations.Nullable;

/** Hands the page that the current request asks for to resources that ask for it with {@code @Context}. */
public class PagingProvider implements ContextProvider<Paging> {

    @Override
    public Paging createContext(Message message) {
        Map<String, List<String>> query = new TreeMap<>(
                JAXRSUtils.getStructuredParams((String) message.get(Message.QUERY_STRING), "&", true, false));
        var cursor = first(query.remove(Paging.CURSOR));
        var limit = first(query.remove(Paging.LIMIT));
        return new Paging(message.get(Message.REQUEST_URI) + " " + query, cursor, limit);
    }

    private static @Nullable String first(@Nullable List<String> values) {
        return values == null ? null : values.get(0);
    }
}
