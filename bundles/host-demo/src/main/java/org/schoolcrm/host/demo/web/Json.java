package org.schoolcrm.host.demo.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.jaxrs.json.JacksonJsonProvider;

/** Records as JSON. */
public class Json extends JacksonJsonProvider {

    public Json() {
        super(new ObjectMapper());
    }
}
