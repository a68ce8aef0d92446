package dev.wove.spring.boot;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Warns of weaves that start inside a transaction, unless {@code wove.transaction-check} is {@code off}. */
@AutoConfiguration(before = WoveAutoConfiguration.class)
@ConditionalOnClass(TransactionSynchronizationManager.class)
@ConditionalOnProperty(name = "wove.transaction-check", havingValue = "warn", matchIfMissing = true)
public class WoveTransactionAutoConfiguration {
    @Bean
    TransactionCheck woveTransactionCheck() {
        return new TransactionCheck();
    }
}
