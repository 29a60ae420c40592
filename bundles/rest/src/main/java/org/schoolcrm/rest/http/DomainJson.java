package org.schoolcrm.rest.http;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.report.ReportId;
import org.schoolcrm.billing.api.token.ApiTokenId;
import org.schoolcrm.billing.api.webhook.WebhookEndpointId;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.money.Money;

/** How our own values look: {@code {"amount":150000,"currency":"RUB"}} and {@code 17}. */
final class DomainJson extends SimpleModule {

    DomainJson() {
        id(ApiTokenId.class, ApiTokenId::value, ApiTokenId::new);
        id(InvoiceId.class, InvoiceId::value, InvoiceId::new);
        id(AccountId.class, AccountId::value, AccountId::new);
        id(BranchId.class, BranchId::value, BranchId::new);
        id(CustomerId.class, CustomerId::value, CustomerId::new);
        id(StudyStatusId.class, StudyStatusId::value, StudyStatusId::new);
        id(SubjectId.class, SubjectId::value, SubjectId::new);
        id(SubscriptionId.class, SubscriptionId::value, SubscriptionId::new);
        id(LessonId.class, LessonId::value, LessonId::new);
        id(LessonTypeId.class, LessonTypeId::value, LessonTypeId::new);
        id(MailingId.class, MailingId::value, MailingId::new);
        id(AttemptId.class, AttemptId::value, AttemptId::new);
        id(MerchantAccountId.class, MerchantAccountId::value, MerchantAccountId::new);
        id(ProviderAccountId.class, ProviderAccountId::value, ProviderAccountId::new);
        id(PaymentId.class, PaymentId::value, PaymentId::new);
        id(RefundId.class, RefundId::value, RefundId::new);
        id(ReportId.class, ReportId::value, ReportId::new);
        id(RunId.class, RunId::value, RunId::new);
        id(WebhookEndpointId.class, WebhookEndpointId::value, WebhookEndpointId::new);
        id(TemplateId.class, TemplateId::value, TemplateId::new);
        setMixInAnnotation(Money.class, MoneyShape.class);
        text(LocalDate.class, LocalDate::parse);
        text(LocalDateTime.class, LocalDateTime::parse);
        text(LocalTime.class, LocalTime::parse);
        text(Instant.class, Instant::parse);
    }

    private <T> void id(Class<T> type, ToLongFunction<T> value, LongFunction<T> read) {
        addSerializer(type, new IdSerializer<>(type, value));
        addDeserializer(type, new IdDeserializer<>(type, read));
    }

    private <T> void text(Class<T> type, Function<String, T> read) {
        addDeserializer(type, new TextDeserializer<>(type, read));
    }

    /** The minor units are called amount on the outside. */
    @JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
    private interface MoneyShape {

        @JsonProperty("amount")
        long minor();
    }

    private static final class IdSerializer<T> extends StdScalarSerializer<T> {

        private final transient ToLongFunction<T> value;

        IdSerializer(Class<T> type, ToLongFunction<T> value) {
            super(type);
            this.value = value;
        }

        @Override
        public void serialize(T id, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(value.applyAsLong(id));
        }
    }

    private static final class IdDeserializer<T> extends StdScalarDeserializer<T> {

        private final transient LongFunction<T> read;

        IdDeserializer(Class<T> type, LongFunction<T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                throw JsonMappingException.from(json, "An id is a whole number");
            }
            try {
                return read.apply(json.getLongValue());
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(json, e.getMessage(), e);
            }
        }
    }

    /** Reads what the document calls a string from a string only, and only in the form that it names. */
    private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {

        private final transient Function<String, T> read;

        TextDeserializer(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                throw JsonMappingException.from(json, "This is a text");
            }
            try {
                return read.apply(json.getText());
            } catch (DateTimeException e) {
                throw JsonMappingException.from(json, e.getMessage(), e);
            }
        }
    }
}
