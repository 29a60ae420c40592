package org.schoolcrm.rest.http;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.jaxrs.json.JacksonJsonProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedMap;

/** Our JSON: strict about what comes in, ISO dates, money in minor units, ids as numbers (D2). */
public class Json extends JacksonJsonProvider {

    private static final int DEPTH = 32;
    /** The text of a template is the longest; it says its own limit, in words. */
    private static final int STRING = 128 * 1024;

    private static final int NUMBER = 40;
    private static final long DOCUMENT = 1024 * 1024;

    public Json() {
        super(mapper());
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        var read = super.readFrom(type, genericType, annotations, mediaType, headers, body);
        if (read != null) {
            BodyChecks.require(read);
        }
        return read;
    }

    public static ObjectMapper mapper() {
        var limits = StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxStringLength(STRING)
                .maxNumberLength(NUMBER)
                .maxDocumentLength(DOCUMENT)
                .build();
        var factory = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(Json::refuseTexts)
                .withCoercionConfig(LogicalType.Textual, Json::refuseNumbers)
                .build()
                // Types of its own: Jackson's shared memory of types would keep this bundle's classes after an update.
                .setTypeFactory(TypeFactory.createDefaultInstance())
                .registerModule(new JavaTimeModule())
                .registerModule(new DomainJson())
                .setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    /** An empty or blank text stands for nothing else. */
    private static void refuseTexts(MutableCoercionConfig defaults) {
        defaults.setAcceptBlankAsEmpty(false)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
    }

    private static void refuseNumbers(MutableCoercionConfig texts) {
        Stream.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                .forEach(shape -> texts.setCoercion(shape, CoercionAction.Fail));
    }
}
