# Accord in a container: the same hash-pinned packages, one volume for the database.
FROM python:3.12-slim
WORKDIR /accord
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY alembic.ini verify.py ./
COPY bot bot
COPY cogs cogs
COPY migrations migrations
RUN useradd --create-home accord && mkdir data && chown accord data
USER accord
VOLUME /accord/data
ENV ACCORD_LOG_FORMAT=json
CMD ["python", "-m", "bot", "run"]
